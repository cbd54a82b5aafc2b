#include "ui/roll/seed_tool.h"

#include "core/seeds/boundaries.h"

#include <algorithm>
#include <cmath>

namespace cadenza::ui {
namespace {

constexpr double kReach = 6.0; ///< pixels around an edge that take hold of it

} // namespace

std::pair<double, double> SeedTool::ticksOf(const NoteRange& range, const RollContent& content)
{
    const auto notes = content.notes();
    const RollNote& last = notes[range.end() - 1];
    const bool cutAtNext = range.end() < notes.size() && notes[range.end()].onset > last.onset;
    return {static_cast<double>(notes[range.first].onset),
            static_cast<double>(cutAtNext ? notes[range.end()].onset : last.end)};
}

SeedPart SeedTool::partAt(double x, const RollContent& content, const RollGeometry& geometry) const
{
    if (!window_ || window_->count == 0 || window_->end() > content.notes().size())
        return SeedPart::None;
    const auto [from, to] = ticksOf(*window_, content);
    const double left = geometry.xOf(from);
    const double right = geometry.xOf(to);
    // A narrow band is for moving: its edges reach outwards only.
    const double inwards = std::min(kReach, (right - left) / 4.0);
    if (x >= left - kReach && x < left + inwards)
        return SeedPart::LeftEdge;
    if (x > right - inwards && x <= right + kReach)
        return SeedPart::RightEdge;
    return x >= left && x <= right ? SeedPart::Band : SeedPart::None;
}

bool SeedTool::change(NoteRange window, const RollContent& content)
{
    const std::size_t size = content.notes().size();
    if (size == 0)
        return false;
    window.count = std::clamp(window.count, std::min(kFewest, size), std::min(kMost, size));
    window.first = std::min(window.first, size - window.count);
    if (window_ == window)
        return false;
    window_ = window;
    return true;
}

/// Moves both ends to boundaries, where windows keep to them and there are some in reach.
bool SeedTool::snapTo(NoteRange window, const RollContent& content)
{
    if (snaps())
        if (const auto run = seeds::snapped(boundaries_, {window.first, window.count}))
            window = {run->first, run->count};
    return change(window, content);
}

/// The nearest boundary before (−1) or after (1) a note; the note itself where there is none.
std::size_t SeedTool::boundaryBeside(std::size_t note, int direction) const
{
    if (direction > 0) {
        const auto next = std::ranges::upper_bound(boundaries_, note);
        return next == boundaries_.end() ? note : *next;
    }
    const auto next = std::ranges::lower_bound(boundaries_, note);
    return next == boundaries_.begin() ? note : *(next - 1);
}

bool SeedTool::moveTo(std::size_t first, const RollContent& content)
{
    return snapTo({first, window_ ? window_->count : length_}, content);
}

bool SeedTool::press(double x, const RollContent& content, const RollGeometry& geometry)
{
    if (content.empty())
        return false;
    bool changed = false;
    grabbed_ = partAt(x, content, geometry);
    if (grabbed_ == SeedPart::None) {
        changed = moveTo(content.nearestOnset(geometry.tickAt(x)), content);
        grabbed_ = SeedPart::Band;
    }
    grabCount_ = window_->count;
    grabOffset_ = geometry.tickAt(x) - ticksOf(*window_, content).first;
    return changed;
}

bool SeedTool::drag(double x, const RollContent& content, const RollGeometry& geometry)
{
    if (!window_ || content.empty())
        return false;
    const double tick = geometry.tickAt(x);
    if (grabbed_ == SeedPart::Band)
        return snapTo({content.nearestOnset(tick - grabOffset_), grabCount_}, content);
    if (grabbed_ == SeedPart::RightEdge) {
        const std::size_t end = tick >= static_cast<double>(content.notes().back().onset) + 1.0
                                    ? content.notes().size()
                                    : content.nearestOnset(tick);
        return snapTo({window_->first, end > window_->first ? end - window_->first : 0}, content);
    }
    if (grabbed_ != SeedPart::LeftEdge)
        return false;
    const std::size_t end = window_->end();
    const std::size_t latest = end - std::min(end, kFewest);
    const std::size_t earliest = end - std::min(end, kMost);
    const std::size_t first = std::clamp(content.nearestOnset(tick), earliest, latest);
    return snapTo({first, end - first}, content);
}

bool SeedTool::step(int direction, const RollContent& content)
{
    if (!window_)
        return moveTo(0, content);
    if (snaps())
        return moveTo(boundaryBeside(window_->first, direction), content);
    return moveTo(direction < 0 ? content.previousOnset(window_->first) : content.nextOnset(window_->first), content);
}

bool SeedTool::stepBar(int direction, const RollContent& content)
{
    if (!window_ || content.empty())
        return moveTo(0, content);
    const Tick start{content.notes()[window_->first].onset};
    const int bar = content.time().barAt(start).bar;
    const bool onBar = content.time().barStart(bar) == start;
    const int target = direction > 0 ? bar + 1 : (onBar ? bar - 1 : bar);
    const Tick tick = content.time().barStart(std::max(1, target));
    const NoteRange from = content.touching(static_cast<double>(tick.value), static_cast<double>(tick.value));
    return moveTo(direction > 0 ? std::max(from.end(), content.nextOnset(window_->first)) : from.end(), content);
}

bool SeedTool::lengthen(int direction, const RollContent& content)
{
    if (!window_ || content.empty())
        return false;
    const std::size_t end = snaps()         ? boundaryBeside(window_->end(), direction)
                            : direction > 0 ? content.nextOnset(window_->end())
                                            : content.firstOfChord(window_->end() - 1);
    return change({window_->first, end > window_->first ? end - window_->first : 0}, content);
}

} // namespace cadenza::ui
