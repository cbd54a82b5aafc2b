#pragma once

#include <QLabel>

namespace cadenza::ui {

/// A label of one line that gives way: what does not fit ends in “…”, and the tool tip has it all.
class ElidedLabel : public QLabel {
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget* parent = nullptr);

    /// What the tool tip says besides.
    void setExplanation(const QString& words);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] QString elided() const;
    void tell();

    QString explanation_;
};

} // namespace cadenza::ui
