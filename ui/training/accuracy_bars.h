#pragma once

#include <QString>
#include <QWidget>

#include <vector>

namespace cadenza::ui {

/// How often each attribute of the next note was predicted exactly: one bar each, validation filled, training as a
/// mark on it, and a gap where always guessing the most common class would end.
class AccuracyBars : public QWidget {
    Q_OBJECT

public:
    struct Row {
        QString name;
        double training{0.0}; ///< 0…1; below 0 when not known yet
        double validation{0.0};
        double guessing{-1.0}; ///< what always guessing the most common class gets; below 0 when not known
    };

    explicit AccuracyBars(QWidget* parent = nullptr);

    void setRows(std::vector<Row> rows);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintRow(QPainter& painter, const Row& row, int top) const;

    std::vector<Row> rows_;
};

} // namespace cadenza::ui
