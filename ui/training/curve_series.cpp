#include "ui/training/curve_series.h"

#include <algorithm>
#include <cmath>

namespace cadenza::ui {
namespace {

/// While a curve is young, a new point counts as much as this many of all points so far: the smoothed curve is late by
/// a fifth of them then, and falls as steeply as the raw values do.
constexpr double kFirst = 4.0;

} // namespace

void CurveSeries::append(double x, double y)
{
    if (!std::isfinite(x) || !std::isfinite(y))
        return;
    Q_ASSERT(points_.empty() || x >= points_.back().x);
    if (points_.empty() || y < lowest_) {
        lowest_ = y;
        lowestIndex_ = points_.size();
    }
    if (points_.empty() || y > highest_) {
        highest_ = y;
        highestIndex_ = points_.size();
    }
    if (points_.size() % kBlock == 0)
        blocks_.push_back({y, y, 0.0});
    blocks_.back().low = std::min(blocks_.back().low, y);
    blocks_.back().high = std::max(blocks_.back().high, y);
    points_.push_back({x, y});
    smooth_.push_back(y);
    smoothPoint(points_.size() - 1);
}

void CurveSeries::clear()
{
    const double smoothing = smoothing_;
    *this = CurveSeries();
    smoothing_ = smoothing;
}

void CurveSeries::setSmoothing(double smoothing)
{
    smoothing_ = std::clamp(smoothing, 0.0, 0.999);
    for (Block& block : blocks_)
        block.smoothSum = 0.0;
    for (std::size_t i = 0; i < points_.size(); ++i)
        smoothPoint(i);
}

void CurveSeries::smoothPoint(std::size_t index)
{
    const auto before = static_cast<double>(index);
    const double share = std::max(1.0 - smoothing_, kFirst / (before + kFirst));
    const double last = index > 0 ? smooth_[index - 1] : 0.0;
    smooth_[index] = last + share * (points_[index].y - last);
    blocks_[index / kBlock].smoothSum += smooth_[index];
    highestSmooth_ = index == 0 ? smooth_[index] : std::max(highestSmooth_, smooth_[index]);
}

std::optional<std::size_t> CurveSeries::lowestIndex() const
{
    return points_.empty() ? std::nullopt : std::optional(lowestIndex_);
}

std::optional<std::size_t> CurveSeries::highestIndex() const
{
    return points_.empty() ? std::nullopt : std::optional(highestIndex_);
}

std::optional<std::size_t> CurveSeries::nearest(double x) const
{
    if (points_.empty())
        return std::nullopt;
    const auto after = std::ranges::lower_bound(points_, x, {}, &Point::x);
    if (after == points_.begin())
        return 0;
    const auto before = after - 1;
    const bool takeAfter = after != points_.end() && after->x - x < x - before->x;
    return static_cast<std::size_t>((takeAfter ? after : before) - points_.begin());
}

bool CurveSeries::blockEndsBefore(std::size_t first, double x) const
{
    return first % kBlock == 0 && first + kBlock <= points_.size() && points_[first + kBlock - 1].x < x;
}

std::vector<CurveSeries::Column> CurveSeries::columns(const ChartScale& scale, double width) const
{
    std::vector<Column> found;
    const auto from = std::ranges::lower_bound(points_, scale.low(), {}, &Point::x);
    const auto last = std::ranges::upper_bound(points_, scale.high(), {}, &Point::x);
    auto i = static_cast<std::size_t>(from - points_.begin());
    i -= i > 0 ? 1 : 0;
    const auto past = std::min(points_.size(), static_cast<std::size_t>(last - points_.begin()) + 1);
    while (i < past) {
        const std::size_t first = i;
        const double edge = (std::floor(scale.pixelOf(points_[first].x) / width + 1e-6) + 1.0) * width;
        const double end = scale.valueAt(edge);
        Column column{0.0, points_[first].y, points_[first].y, 0.0};
        do { // the first point belongs here whatever rounding says
            const bool whole = blockEndsBefore(i, end) && i + kBlock <= past;
            const Block part = whole ? blocks_[i / kBlock] : Block{points_[i].y, points_[i].y, smooth_[i]};
            column.low = std::min(column.low, part.low);
            column.high = std::max(column.high, part.high);
            column.smooth += part.smoothSum;
            i += whole ? kBlock : 1;
        } while (i < past && points_[i].x < end);
        column.x = (points_[first].x + points_[i - 1].x) / 2.0;
        column.smooth /= static_cast<double>(i - first);
        found.push_back(column);
    }
    return found;
}

} // namespace cadenza::ui
