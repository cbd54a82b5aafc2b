#include "ui/roll/roll_content.h"

#include <algorithm>
#include <cmath>
#include <ranges>
#include <utility>

namespace cadenza::ui {

namespace {

/// Where the pedal is down, in any part that is shown. It ends with the piece at the latest.
std::vector<PedalSpan> pedalSpansOf(const midi::Piece& piece, const PartMix& mix)
{
    constexpr std::uint8_t down = 64;
    std::vector<PedalSpan> spans;
    for (std::size_t i = 0; i < piece.parts.size(); ++i) {
        if (!stateOf(mix, i).shown)
            continue;
        const midi::Part& part = piece.parts[i];
        std::optional<std::int64_t> since;
        for (const midi::PedalChange& change : part.pedal) {
            if (change.value >= down && !since)
                since = change.at.value;
            else if (change.value < down && since)
                spans.push_back({*std::exchange(since, {}), change.at.value});
        }
        if (since && *since < piece.end().value)
            spans.push_back({*since, piece.end().value});
    }
    std::ranges::sort(spans, {}, &PedalSpan::from);
    return spans;
}

} // namespace

RollContent::RollContent(std::shared_ptr<const midi::Piece> piece, std::span<const NoteRole> roles,
                         std::span<const float> surprises, const PartHues& hues)
    : piece_(std::move(piece))
{
    if (!piece_)
        return;
    time_.emplace(*piece_);
    const auto placed = midi::notesInOrder(*piece_);
    pedal_ = pedalSpansOf(*piece_, {});
    ensemble_ = std::ranges::count_if(piece_->parts, [](const midi::Part& part) { return !part.notes.empty(); }) > 1;
    notes_.reserve(placed.size());
    for (std::size_t i = 0; i < placed.size(); ++i) {
        const midi::Note& note = placed[i].note;
        notes_.push_back(
            {note.onset.value, note.end().value, note.pitch, note.velocity,
             i < roles.size() ? roles[i] : NoteRole::Music, note.hand, i < surprises.size() ? surprises[i] : -1.0F,
             placed[i].part,
             static_cast<std::uint16_t>(placed[i].part < hues.size() ? hues[placed[i].part] : placed[i].part),
             piece_->parts[placed[i].part].drums});
        endTick_ = std::max(endTick_, note.end().value);
        longest_ = std::max(longest_, note.duration.value);
    }
    measure();
}

/// What depends on which notes are shown.
void RollContent::measure()
{
    auto shown = std::views::filter(notes_, [](const RollNote& note) { return !note.hidden; });
    if (shown.empty()) {
        onlyDrums_ = false;
        return;
    }
    const auto [low, high] = std::ranges::minmax(shown, {}, &RollNote::pitch);
    lowest_ = low.pitch;
    highest_ = high.pitch;
    onlyDrums_ = std::ranges::all_of(shown, &RollNote::drum);
}

RollContent RollContent::shownBy(const PartMix& mix) const
{
    RollContent shown = *this;
    if (!piece_)
        return shown;
    shown.pedal_ = pedalSpansOf(*piece_, mix);
    for (RollNote& note : shown.notes_)
        note.hidden = !stateOf(mix, note.part).shown;
    shown.measure();
    return shown;
}

std::size_t RollContent::firstShownPart() const
{
    const auto first =
        std::ranges::min_element(notes_, {}, [](const RollNote& note) { return std::pair(note.hidden, note.part); });
    return first == notes_.end() || first->hidden ? 0 : first->part;
}

std::size_t RollContent::firstOnsetFrom(double tick) const
{
    const auto found = std::ranges::lower_bound(notes_, tick, {},
                                                [](const RollNote& note) { return static_cast<double>(note.onset); });
    return static_cast<std::size_t>(found - notes_.begin());
}

NoteRange RollContent::touching(double from, double to) const
{
    const std::size_t first = firstOnsetFrom(from - static_cast<double>(longest_));
    const std::size_t end = std::max(first, firstOnsetFrom(to));
    return {first, end - first};
}

std::optional<std::size_t> RollContent::noteAt(double tick, int pitch) const
{
    const NoteRange range = touching(tick, tick + 1.0);
    for (std::size_t i = range.end(); i-- > range.first;) {
        const RollNote& note = notes_[i];
        if (!note.hidden && note.pitch == pitch && static_cast<double>(note.onset) <= tick
            && tick < static_cast<double>(note.end))
            return i;
    }
    return std::nullopt;
}

std::vector<std::size_t> RollContent::soundingAt(double tick) const
{
    std::vector<std::size_t> sounding;
    const NoteRange range = touching(tick, tick + 1.0);
    for (std::size_t i = range.first; i < range.end(); ++i)
        if (!notes_[i].hidden && static_cast<double>(notes_[i].onset) <= tick
            && tick < static_cast<double>(notes_[i].end))
            sounding.push_back(i);
    return sounding;
}

std::optional<std::size_t> RollContent::shownNearest(double tick) const
{
    const auto distance = [&](std::size_t i) {
        return std::pair(notes_[i].hidden, std::abs(static_cast<double>(notes_[i].onset) - tick));
    };
    const auto all = std::views::iota(std::size_t{0}, notes_.size());
    const auto nearest = std::ranges::min_element(all, {}, distance);
    return nearest == all.end() || notes_[*nearest].hidden ? std::nullopt : std::optional(*nearest);
}

std::size_t RollContent::nearestOnset(double tick) const
{
    if (notes_.empty())
        return 0;
    const std::size_t after = std::min(firstOnsetFrom(tick), notes_.size() - 1);
    const std::size_t before = after == 0 ? 0 : firstOnsetFrom(static_cast<double>(notes_[after - 1].onset));
    const auto distance = [&](std::size_t i) { return std::abs(static_cast<double>(notes_[i].onset) - tick); };
    const std::size_t own = firstOnsetFrom(static_cast<double>(notes_[after].onset));
    return distance(before) < distance(own) ? before : own;
}

std::size_t RollContent::firstOfChord(std::size_t note) const
{
    return notes_.empty() ? 0 : firstOnsetFrom(static_cast<double>(notes_[std::min(note, notes_.size() - 1)].onset));
}

std::size_t RollContent::previousOnset(std::size_t note) const
{
    const std::size_t own = firstOfChord(note);
    return own == 0 ? 0 : firstOnsetFrom(static_cast<double>(notes_[own - 1].onset));
}

std::size_t RollContent::nextOnset(std::size_t note) const
{
    if (note >= notes_.size())
        return notes_.size();
    return firstOnsetFrom(static_cast<double>(notes_[note].onset) + 0.5);
}

double RollContent::tickAt(Seconds time) const
{
    if (!time_)
        return 0.0;
    const Tick tick = time_->tickAt(time);
    const double start = time_->secondsAt(tick).count();
    const double length = time_->secondsAt(tick + Tick{1}).count() - start;
    const double fraction = length > 0.0 ? std::clamp((time.count() - start) / length, 0.0, 1.0) : 0.0;
    return static_cast<double>(tick.value) + fraction;
}

} // namespace cadenza::ui
