#pragma once

#include <QImage>
#include <QWidget>

namespace cadenza::ui {

class PianoRoll;

/// The whole piece in a strip under its roll: where the seed lies, where the best ones are, and which part is on
/// screen. Dragging in it scrolls the roll, which it takes the place of a scroll bar for.
class RollOverview : public QWidget {
    Q_OBJECT

public:
    /// `roll` must outlive the overview.
    explicit RollOverview(PianoRoll& roll, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override { return {400, 40}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    [[nodiscard]] QRect strip() const; ///< where the piece is drawn
    [[nodiscard]] double xOf(double tick) const;
    [[nodiscard]] QRectF onScreen() const; ///< the part the roll shows
    void scrollTo(double left);            ///< so that the roll begins at this x
    void renew();

    PianoRoll& roll_;
    QImage picture_;
    const void* pictured_{nullptr}; ///< the notes the picture was made from
    double grabbedAt_{0.0};
};

} // namespace cadenza::ui
