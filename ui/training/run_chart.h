#pragma once

#include "ui/training/chart_drawing.h"

#include <QImage>
#include <QWidget>

#include <optional>

namespace cadenza::ui {

/// The curves of a run as a widget: a read-out under the mouse or the arrow keys, a stretch of time chosen by dragging,
/// the wheel or + and −, and marks to click. Redraws its picture only when data, size or theme changed.
class RunChart : public QWidget {
    Q_OBJECT

public:
    using Curve = ChartDrawing::Curve;
    using Best = ChartDrawing::Best;
    using Line = ChartDrawing::Line;

    explicit RunChart(QWidget* parent = nullptr);

    void setLines(std::vector<Line> lines); ///< forgets all points
    [[nodiscard]] std::size_t lineCount() const { return drawing_.lines().size(); }
    /// Adds a point to a line; the picture follows at the next paint. `seconds` never goes back within a line.
    void append(std::size_t line, double seconds, double value);
    void clear(); ///< forgets the points, keeps the lines
    [[nodiscard]] const CurveSeries& series(std::size_t line) const { return drawing_.series(line); }
    void setLevels(std::vector<ChartDrawing::Level> levels);
    void setMarks(std::vector<double> seconds);
    void chooseMark(std::optional<std::size_t> mark);

    void setAxisNames(const QString& horizontal, const QString& vertical);
    void setEmptyText(const QString& text); ///< what to do, shown while there is no point
    void setSmoothing(double smoothing);
    [[nodiscard]] double smoothing() const { return drawing_.smoothing(); }
    void setVerticalScale(ScaleKind kind); ///< Linear or Logarithmic
    [[nodiscard]] ScaleKind verticalScale() const { return drawing_.verticalScale(); }
    /// Shows a stretch of time; nothing shows the whole run.
    void zoomTo(std::optional<std::pair<double, double>> seconds);
    [[nodiscard]] const ChartDrawing& drawing() const { return drawing_; }

    /// What the read-out says at a place of the time axis; empty when there is no point.
    [[nodiscard]] QString readOutAt(double seconds) const { return drawing_.readOutAt(seconds); }

    [[nodiscard]] QSize sizeHint() const override { return {720, 360}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {280, 160}; }

Q_SIGNALS:
    void markClicked(std::size_t mark);
    void zoomed(bool zoomedIn);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void spoil(); ///< the picture is out of date
    void drawPicture();
    void zoomAround(double seconds, double factor);
    void readOut(std::optional<double> pixel);
    void paintReadOut(QPainter& painter) const;
    void paintDraggedSpan(QPainter& painter) const;

    ChartDrawing drawing_;
    QString emptyText_;
    QImage picture_;
    bool spoiled_{true};
    std::optional<double> hover_; ///< pixel
    std::optional<double> grip_;  ///< pixel where the mouse went down
};

} // namespace cadenza::ui
