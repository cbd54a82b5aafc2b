#pragma once

#include <QString>

#include <utility>
#include <vector>

namespace cadenza::ui {

enum class ScaleKind {
    Linear,
    Logarithmic,
    Time, ///< seconds, with ticks a clock would have: 0:10, 0:30, 1:00, 5:00 …
};

/// One axis of a chart: maps values to pixels and chooses round ticks. A value.
class ChartScale {
public:
    struct Tick {
        double value{0.0};
        QString label;
        friend bool operator==(const Tick&, const Tick&) = default;
    };

    ChartScale() = default;
    /// `low` < `high`, both > 0 when logarithmic; pixels may run downwards (`from` > `to`).
    ChartScale(ScaleKind kind, double low, double high, double fromPixel, double toPixel);

    [[nodiscard]] double low() const { return low_; }
    [[nodiscard]] double high() const { return high_; }
    [[nodiscard]] double pixelOf(double value) const;
    [[nodiscard]] double valueAt(double pixel) const;
    /// Round values inside the range, ascending, at least `spacing` pixels apart.
    [[nodiscard]] std::vector<Tick> ticks(double spacing) const;

private:
    [[nodiscard]] double linear(double value) const;
    [[nodiscard]] double stepFor(double spacing) const;

    ScaleKind kind_{ScaleKind::Linear};
    double low_{0.0}, high_{1.0};
    double fromPixel_{0.0}, toPixel_{1.0};
};

/// The range widened to hold both ends comfortably; never empty.
[[nodiscard]] std::pair<double, double> roomyRange(double low, double high, ScaleKind kind);

/// "0:07", "12:30", "1:02:05".
[[nodiscard]] QString clockText(double seconds);

} // namespace cadenza::ui
