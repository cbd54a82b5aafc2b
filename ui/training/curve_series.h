#pragma once

#include "ui/training/chart_scale.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace cadenza::ui {

/// A measured curve that grows at its end, with an exponentially smoothed copy that grows with it.
class CurveSeries {
public:
    struct Point {
        double x{0.0};
        double y{0.0};
        friend bool operator==(const Point&, const Point&) = default;
    };
    /// What one pixel column shows: the spread of the raw values and the mean of the smoothed ones.
    struct Column {
        double x{0.0}; ///< the middle between its first and last point
        double low{0.0}, high{0.0};
        double smooth{0.0};
    };

    /// Adds a point. Precondition: `x` is not before the last point's. Points that are not finite are dropped.
    void append(double x, double y);
    void clear();

    /// 0 follows the raw values, towards 1 is calmer: each point keeps this share of the smoothed value before it;
    /// less at the beginning, where a curve falls steeply. Recomputes all points.
    void setSmoothing(double smoothing);
    [[nodiscard]] double smoothing() const { return smoothing_; }

    [[nodiscard]] std::size_t size() const { return points_.size(); }
    [[nodiscard]] bool empty() const { return points_.empty(); }
    [[nodiscard]] std::span<const Point> points() const { return points_; }
    [[nodiscard]] double smoothAt(std::size_t index) const { return smooth_[index]; }

    [[nodiscard]] double lowest() const { return lowest_; } ///< of the raw values; 0 when empty
    [[nodiscard]] double highest() const { return highest_; }
    [[nodiscard]] double highestSmooth() const { return highestSmooth_; }
    [[nodiscard]] std::optional<std::size_t> lowestIndex() const; ///< the first of the lowest points
    [[nodiscard]] std::optional<std::size_t> highestIndex() const;
    [[nodiscard]] std::optional<std::size_t> nearest(double x) const;

    /// One entry per pixel column of `scale` that holds a point, left to right, `width` pixels wide each; beyond the
    /// scale's ends only the next point, so that lines run on to the edge.
    [[nodiscard]] std::vector<Column> columns(const ChartScale& scale, double width) const;

private:
    /// What `kBlock` consecutive points come to, so that a picture need not look at each of them again.
    struct Block {
        double low{0.0}, high{0.0};
        double smoothSum{0.0};
    };
    static constexpr std::size_t kBlock = 32;

    void smoothPoint(std::size_t index);
    [[nodiscard]] bool blockEndsBefore(std::size_t first, double x) const;

    std::vector<Point> points_;
    std::vector<double> smooth_;
    std::vector<Block> blocks_;
    double smoothing_{0.9};
    double lowest_{0.0}, highest_{0.0}, highestSmooth_{0.0};
    std::size_t lowestIndex_{0}, highestIndex_{0};
};

} // namespace cadenza::ui
