#pragma once

#include <optional>
#include <utility>

namespace cadenza::ui {

/// A stretch of time chosen on the ruler, to be played over and over. A plain class; positions are ticks.
class RangeTool {
public:
    using Range = std::pair<double, double>;

    [[nodiscard]] const std::optional<Range>& range() const { return range_; }
    void setRange(std::optional<Range> range) { range_ = range; }
    [[nodiscard]] bool pressed() const { return pressedAt_.has_value(); }
    [[nodiscard]] bool dragging() const { return dragging_; }

    void press(double tick);
    /// Both ends go to multiples of `grid` (none when 0). The drag begins when it is longer than `slack`. True if the
    /// range changed.
    bool drag(double tick, double grid, double slack);
    /// True when it was a click: nothing was dragged.
    bool release();

private:
    std::optional<Range> range_;
    std::optional<double> pressedAt_;
    bool dragging_{false};
};

} // namespace cadenza::ui
