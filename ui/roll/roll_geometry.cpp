#include "ui/roll/roll_geometry.h"

#include <algorithm>
#include <cmath>

namespace cadenza::ui {
namespace {

constexpr double kSmallestRow = 2.0, kLargestRow = 28.0;
constexpr double kSmallestTick = 1e-5, kLargestTick = 8.0; ///< pixels per tick

} // namespace

int RollGeometry::topOf(int pitch) const
{
    return static_cast<int>(std::lround((highest - pitch) * rowHeight - scrollY));
}

int RollGeometry::pitchAt(double y) const
{
    int pitch = highest - static_cast<int>(std::floor((y + scrollY) / rowHeight));
    // Row edges are rounded: the row that was painted there may be a neighbour.
    if (y < topOf(pitch))
        ++pitch;
    else if (y >= bottomOf(pitch))
        --pitch;
    return std::clamp(pitch, lowest, highest);
}

RollGeometry RollGeometry::zoomedAt(double x, double factor) const
{
    RollGeometry zoomed = *this;
    zoomed.pixelsPerTick = std::clamp(pixelsPerTick * factor, kSmallestTick, kLargestTick);
    zoomed.scrollX = tickAt(x) * zoomed.pixelsPerTick - x;
    return zoomed;
}

RollGeometry RollGeometry::stretchedAt(double y, double factor) const
{
    RollGeometry stretched = *this;
    stretched.rowHeight = std::clamp(rowHeight * factor, kSmallestRow, kLargestRow);
    stretched.scrollY = (y + scrollY) / rowHeight * stretched.rowHeight - y;
    return stretched;
}

RollGeometry RollGeometry::clamped(std::int64_t endTick, QSize viewport) const
{
    RollGeometry inside = *this;
    inside.scrollX = std::clamp(scrollX, 0.0, std::max(0.0, contentWidth(endTick) - viewport.width()));
    inside.scrollY = std::clamp(scrollY, 0.0, std::max(0.0, contentHeight() - viewport.height()));
    return inside;
}

RollGeometry RollGeometry::fitting(std::int64_t endTick, int lowest, int highest, QSize viewport)
{
    RollGeometry geometry;
    geometry.lowest = lowest;
    geometry.highest = highest;
    geometry.pixelsPerTick = std::clamp(viewport.width() / static_cast<double>(std::max<std::int64_t>(endTick, 1)),
                                        kSmallestTick, kLargestTick);
    geometry.rowHeight =
        std::clamp(viewport.height() / static_cast<double>(geometry.rows()), kSmallestRow, kLargestRow);
    return geometry;
}

RollGeometry RollGeometry::scaled(double factor) const
{
    RollGeometry finer = *this;
    finer.pixelsPerTick *= factor;
    finer.rowHeight *= factor;
    finer.scrollX *= factor;
    finer.scrollY *= factor;
    return finer;
}

} // namespace cadenza::ui
