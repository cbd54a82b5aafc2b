#include "ui/roll/range_tool.h"

#include <algorithm>
#include <cmath>

namespace cadenza::ui {

void RangeTool::press(double tick)
{
    pressedAt_ = tick;
    dragging_ = false;
}

bool RangeTool::drag(double tick, double grid, double slack)
{
    if (!pressedAt_ || (!dragging_ && std::abs(tick - *pressedAt_) <= slack))
        return false;
    dragging_ = true;
    double from = std::max(0.0, std::min(tick, *pressedAt_));
    double to = std::max(tick, *pressedAt_);
    if (grid > 0.0) {
        from = std::floor(from / grid) * grid;
        to = std::max(from + grid, std::ceil(to / grid) * grid);
    }
    const Range chosen{from, to};
    if (range_ == chosen)
        return false;
    range_ = chosen;
    return true;
}

bool RangeTool::release()
{
    const bool clicked = pressedAt_ && !dragging_;
    pressedAt_.reset();
    dragging_ = false;
    return clicked;
}

} // namespace cadenza::ui
