#pragma once

#include <QWidget>

class QLabel;

namespace cadenza::ui {

/// One measured figure: what it is in small letters, the number large in figures of equal width, its unit dimmer.
class FigureTile : public QWidget {
    Q_OBJECT

public:
    FigureTile(const QString& objectName, const QString& name, const QString& unit, QWidget* parent = nullptr);

    void setFigure(const QString& figure); ///< empty shows a dash
    [[nodiscard]] QString figure() const;

private:
    QString name_, unit_;
    QLabel* number_;
    QLabel* unitLabel_;
};

} // namespace cadenza::ui
