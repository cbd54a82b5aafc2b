#pragma once

#include "ui/style/palette.h"
#include "ui/training/chart_scale.h"
#include "ui/training/curve_raster.h"
#include "ui/training/loss_series.h"

#include <QImage>
#include <QString>
#include <QWidget>

#include <optional>
#include <vector>

namespace cadenza::ui {

/// Curves over time, drawn by hand: the spread of the raw values as a faint band, the smoothed line on top, its name
/// and newest value at its end, the best point marked. Redraws its picture only when data, size or theme changed.
class LossChart : public QWidget {
    Q_OBJECT

public:
    enum class Curve {
        Noisy,  ///< many raw values: a band and a smoothed line
        Sparse, ///< few exact values: a line with dots, never smoothed
    };
    enum class Best { Unmarked, Lowest };
    struct Line {
        QString name; ///< stands at the line's end, before the newest value
        QColor Palette::* colour{&Palette::trainLoss};
        Curve curve{Curve::Noisy};
        Best best{Best::Unmarked};
    };

    explicit LossChart(QWidget* parent = nullptr);

    void setLines(std::vector<Line> lines); ///< forgets all points
    [[nodiscard]] std::size_t lineCount() const { return lines_.size(); }
    /// Adds a point to a line; the picture follows at the next paint. `seconds` never goes back within a line.
    void append(std::size_t line, double seconds, double value);
    void clear(); ///< forgets the points, keeps the lines
    [[nodiscard]] const LossSeries& series(std::size_t line) const { return series_[line]; }

    void setAxisNames(const QString& horizontal, const QString& vertical);
    void setEmptyText(const QString& text); ///< what to do, shown while there is no point
    void setSmoothing(double smoothing);
    [[nodiscard]] double smoothing() const { return smoothing_; }
    void setVerticalScale(ScaleKind kind); ///< Linear or Logarithmic
    [[nodiscard]] ScaleKind verticalScale() const { return verticalKind_; }

    /// What the read-out says at a place of the time axis; empty when there is no point.
    [[nodiscard]] QString readOutAt(double seconds) const;

    [[nodiscard]] QSize sizeHint() const override { return {720, 360}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {280, 160}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void spoil(); ///< the picture is out of date
    [[nodiscard]] bool hasPoints() const;
    [[nodiscard]] QRectF plotArea() const;
    [[nodiscard]] std::pair<double, double> valueRange() const;
    void updateScales();
    void drawPicture();
    void paintGrid(QPainter& painter) const;
    [[nodiscard]] std::vector<RasterPoint> rasterPoints(std::size_t line, double columnWidth) const;
    void drawLine(std::size_t line);
    void paintDots(QPainter& painter, std::size_t line) const;
    void paintBest(QPainter& painter, std::size_t line) const;
    void paintEndLabels(QPainter& painter) const;
    void paintReadOut(QPainter& painter) const;

    std::vector<Line> lines_;
    std::vector<LossSeries> series_;
    QString horizontalName_, verticalName_, emptyText_;
    double smoothing_{0.9};
    ScaleKind verticalKind_{ScaleKind::Linear};
    ChartScale across_, up_;
    QImage picture_;
    bool spoiled_{true};
    std::optional<double> hover_; ///< pixel
};

} // namespace cadenza::ui
