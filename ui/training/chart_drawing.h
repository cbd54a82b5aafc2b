#pragma once

#include "ui/style/palette.h"
#include "ui/training/chart_scale.h"
#include "ui/training/curve_ink.h"
#include "ui/training/curve_series.h"

#include <QFont>
#include <QRectF>
#include <QString>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

class QPainter;

namespace cadenza::ui {

/// Curves over time as a picture: the spread of the raw values as a faint band, the smoothed line on top, its name and
/// newest value at its end, the best point marked. The same drawing goes to the screen and into files. A value.
class ChartDrawing {
public:
    enum class Curve {
        Noisy,  ///< many raw values: a band and a smoothed line
        Sparse, ///< few exact values: a line with dots, never smoothed
    };
    enum class Best { Unmarked, Lowest, Highest };
    using Hue = std::function<QColor(const Palette&)>;

    struct Line {
        QString name; ///< stands at the line's end, before the newest value
        Hue colour{&Palette::trainLoss};
        Curve curve{Curve::Noisy};
        Best best{Best::Unmarked};
    };
    /// A value to compare with, dashed across the chart.
    struct Level {
        QString name;
        double value{0.0};
    };

    void setLines(std::vector<Line> lines); ///< forgets all points and levels
    void append(std::size_t line, double seconds, double value);
    void clear(); ///< forgets points, levels and marks, keeps the lines
    void setLevels(std::vector<Level> levels) { levels_ = std::move(levels); }
    /// Moments at which something can be heard: a mark each on the lowest line.
    void setMarks(std::vector<double> seconds) { marks_ = std::move(seconds); }
    void chooseMark(std::optional<std::size_t> mark) { chosenMark_ = mark; }
    void setAxisNames(QString horizontal, QString vertical);
    void setSmoothing(double smoothing);
    void setVerticalScale(ScaleKind kind) { verticalKind_ = kind; }
    /// The stretch of time that is shown; nothing shows all.
    void setSpan(std::optional<std::pair<double, double>> seconds) { span_ = seconds; }

    [[nodiscard]] const std::vector<Line>& lines() const { return lines_; }
    [[nodiscard]] const CurveSeries& series(std::size_t line) const { return series_[line]; }
    [[nodiscard]] double smoothing() const { return smoothing_; }
    [[nodiscard]] ScaleKind verticalScale() const { return verticalKind_; }
    [[nodiscard]] const std::optional<std::pair<double, double>>& span() const { return span_; }
    [[nodiscard]] double end() const; ///< of all curves, in seconds; at least a few
    [[nodiscard]] bool hasPoints() const;

    /// Places everything for a picture of this size. Needed before `paint` and whatever asks where things are.
    void layOut(QSizeF size, const QFont& font);
    /// `columnWidth`: of the finest detail, in device-independent pixels. `ink` draws on what `painter` paints on.
    void paint(QPainter& painter, CurveInk& ink, const Palette& palette, double columnWidth) const;
    [[nodiscard]] const QRectF& plotArea() const { return area_; }
    [[nodiscard]] QRectF curveClip() const; ///< nothing of a curve lies outside
    [[nodiscard]] const ChartScale& across() const { return across_; }
    [[nodiscard]] const ChartScale& up() const { return up_; }
    [[nodiscard]] std::optional<std::size_t> markAt(QPointF place) const;

    /// "0:42  ·  training 6.00  ·  validation 6.50"; empty when there is no point.
    [[nodiscard]] QString readOutAt(double seconds) const;

private:
    [[nodiscard]] std::pair<double, double> valueRange() const;
    void extend(std::size_t line, double& low, double& high) const;
    [[nodiscard]] std::vector<CurvePoint> pointsOf(std::size_t line, double columnWidth) const;
    [[nodiscard]] std::optional<std::size_t> bestOf(std::size_t line) const;
    [[nodiscard]] std::optional<QPointF> placeOfMark(std::size_t mark) const;
    void paintGrid(QPainter& painter, const Palette& palette) const;
    void drawCurve(CurveInk& ink, std::size_t line, const Palette& palette, double columnWidth) const;
    void paintDots(QPainter& painter, std::size_t line, const Palette& palette) const;
    void paintBest(QPainter& painter, std::size_t line, const Palette& palette) const;
    void paintLevels(QPainter& painter, const Palette& palette) const;
    void paintMarks(QPainter& painter, const Palette& palette) const;
    void paintEndLabels(QPainter& painter, const Palette& palette) const;

    std::vector<Line> lines_;
    std::vector<CurveSeries> series_;
    std::vector<Level> levels_;
    std::vector<double> marks_;
    std::optional<std::size_t> chosenMark_;
    QString horizontalName_, verticalName_;
    double smoothing_{0.9};
    ScaleKind verticalKind_{ScaleKind::Linear};
    std::optional<std::pair<double, double>> span_;
    QSizeF size_;
    QFont font_;
    QRectF area_;
    ChartScale across_, up_;
};

/// A value as the chart writes it: as many digits as one wants to read.
[[nodiscard]] QString valueText(double value);

} // namespace cadenza::ui
