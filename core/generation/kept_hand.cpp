#include "core/generation/kept_hand.h"

#include "core/encoding/classes.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cadenza::generation {
namespace {

using encoding::Event;
using encoding::TimeBase;

constexpr int kMiddleC = 60;
constexpr int kMoreReach = 4; ///< semitones that the free hand may go beyond where it was in the seed

/// Units from the first onset to that of each event.
std::vector<std::int64_t> positionsOf(TimeBase timeBase, std::span<const Event> events)
{
    std::vector<std::int64_t> positions{0};
    for (std::size_t i = 1; i < events.size(); ++i)
        positions.push_back(positions.back()
                            + (timeBase == TimeBase::Beats
                                   ? encoding::resolveStep(events[i].step, events[i - 1].beat, events[i].beat)
                                   : encoding::stepUnits(timeBase)[events[i].step]));
    return positions;
}

} // namespace

midi::Hand handOf(const midi::Note& note)
{
    if (note.hand != midi::Hand::Unknown)
        return note.hand;
    return note.pitch < kMiddleC ? midi::Hand::Left : midi::Hand::Right;
}

KeptHand::KeptHand(TimeBase timeBase, std::span<const Event> events, std::span<const midi::Hand> hands, midi::Hand kept,
                   std::int64_t bar)
    : timeBase_(timeBase), left_(kept == midi::Hand::Left)
{
    const auto positions = positionsOf(timeBase, events);
    const std::int64_t length = positions.back();
    const std::int64_t shift = (length / bar + 1) * bar;
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (hands[i] == kept) {
            Event event = events[i];
            if (timeBase == TimeBase::Beats)
                event.beat = static_cast<std::uint8_t>((event.beat + shift) % encoding::kStepsPerQuarter);
            notes_.push_back({positions[i] + shift - length, event});
        } else {
            lowest_ = std::min<int>(lowest_, events[i].pitch);
            highest_ = std::max<int>(highest_, events[i].pitch);
        }
    }
    lowest_ = std::max(0, lowest_ - kMoreReach);
    highest_ = std::min(127, highest_ + kMoreReach);
    end_ = shift;
}

/// Where both are at one onset the lower one comes first, as the encoding has it.
std::optional<Event> KeptHand::take(std::int64_t here, std::int64_t position, const Event& last)
{
    if (next_ == notes_.size())
        return std::nullopt;
    const auto& [at, kept] = notes_[next_];
    const int above = position == here ? last.pitch + 1 : 0;
    const auto [lowest, highest] = reach(above);
    const bool freeFirst = !left_ && position == at && lowest <= highest;
    if (position < at || freeFirst)
        return std::nullopt;
    Event event = kept;
    const std::int64_t distance = std::max<std::int64_t>(at - here, 0);
    event.step =
        timeBase_ == TimeBase::Beats ? encoding::beatStepClassOf(distance) : encoding::stepClassOf(timeBase_, distance);
    ++next_;
    return event;
}

/// The pitches that are left to a free note from `lowest` on.
std::pair<int, int> KeptHand::reach(int lowest) const
{
    int from = std::max(lowest_, lowest);
    int to = highest_;
    if (left_ && next_ > 0)
        from = std::max(from, notes_[next_ - 1].event.pitch + 1);
    if (!left_ && next_ < notes_.size())
        to = std::min(to, notes_[next_].event.pitch - 1);
    return {from, to};
}

void KeptHand::maskSteps(const Event& last, std::span<float> logits) const
{
    const auto [from, to] = reach(last.pitch + 1);
    if (from > to)
        logits[0] = -std::numeric_limits<float>::infinity();
}

void KeptHand::maskPitches(int lowest, std::span<float> logits) const
{
    const auto [from, to] = reach(lowest);
    const auto nearest = static_cast<std::size_t>(std::clamp(from, lowest, 127));
    bool any = false;
    for (std::size_t pitch = 0; pitch < logits.size(); ++pitch) {
        if (static_cast<int>(pitch) < from || static_cast<int>(pitch) > to)
            logits[pitch] = -std::numeric_limits<float>::infinity();
        any = any || std::isfinite(logits[pitch]);
    }
    if (!any)
        logits[nearest] = 0.0F;
}

} // namespace cadenza::generation
