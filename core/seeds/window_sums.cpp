#include "core/seeds/window_sums.h"

#include <algorithm>

namespace cadenza::seeds {

WindowSums::WindowSums(const NoteTrack& track, std::size_t first, std::size_t count)
    : track_(&track), first_(first), count_(count), patternCounts_(track.patterns, 0)
{
    for (std::size_t i = first; i < first + count; ++i) {
        add(i, 1);
        if (i > first) {
            addInner(i, 1);
            addSilence(i);
        }
    }
}

void WindowSums::advance()
{
    add(first_, -1);
    ++first_;
    addInner(first_, -1);
    if (!silences_.empty() && silences_.front() == first_)
        silences_.pop_front();
    const std::size_t entering = first_ + count_ - 1;
    add(entering, 1);
    addInner(entering, 1);
    addSilence(entering);
}

/// What counts for every note of the window.
void WindowSums::add(std::size_t note, std::int64_t sign)
{
    const auto& tracked = track_->notes[note];
    const auto one = static_cast<std::int32_t>(sign);
    length_ += sign * tracked.length;
    surprise_ += sign * tracked.surprise;
    if (tracked.pitched) {
        pitchClassLengths_[tracked.pitch % 12] += sign * tracked.length;
        pitchClasses_[tracked.pitch % 12] += one;
    }
    if (tracked.top && tracked.pitched)
        tops_[tracked.pitch] += one;
    auto& count = patternCounts_[tracked.pattern];
    distinct_ -= count > 0 ? 1 : 0;
    count += static_cast<std::uint32_t>(one);
    distinct_ += count > 0 ? 1 : 0;
}

/// What counts for every note but the first, because it looks back at the note before.
void WindowSums::addInner(std::size_t note, std::int64_t sign)
{
    const auto& tracked = track_->notes[note];
    silence_ += sign * tracked.silence;
    if (!tracked.newOnset)
        return;
    onsets_ += sign;
    rhythms_[tracked.rhythm] += static_cast<std::int32_t>(sign);
    gaps_ += sign * tracked.gap;
    gapSquares_ += sign * tracked.gap * tracked.gap;
}

void WindowSums::addSilence(std::size_t note)
{
    while (!silences_.empty() && silenceOf(silences_.back()) <= silenceOf(note))
        silences_.pop_back();
    silences_.push_back(note);
}

std::int64_t WindowSums::milliseconds() const
{
    const auto& notes = track_->notes;
    return notes[std::min(first_ + count_, notes.size() - 1)].time - notes[first_].time;
}

std::int64_t WindowSums::milliBeats() const
{
    const auto& notes = track_->notes;
    return notes[std::min(first_ + count_, notes.size() - 1)].onset - notes[first_].onset;
}

int WindowSums::melodicSpan() const
{
    const auto occupied = [](std::int32_t count) { return count > 0; };
    const auto lowest = std::ranges::find_if(tops_, occupied);
    if (lowest == tops_.end())
        return 0;
    const auto highest = std::find_if(tops_.rbegin(), tops_.rend(), occupied);
    return static_cast<int>(highest.base() - 1 - lowest);
}

} // namespace cadenza::seeds
