#include "core/generation/kept_voices.h"

#include "core/encoding/classes.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace cadenza::generation {
namespace {

using encoding::Event;
using encoding::TimeBase;
using Side = FreeVoices::Side;

constexpr float kNever = -std::numeric_limits<float>::infinity();

} // namespace

KeptVoices::KeptVoices(TimeBase timeBase, std::vector<KeptNote> notes, std::optional<std::int64_t> end,
                       const FreeVoices& free, const HeardParts& parts)
    : timeBase_(timeBase), notes_(std::move(notes)), end_(end), free_(free), parts_(parts),
      heardFree_(parts.heard(free.parts))
{
    const auto inOrder = [&](const KeptNote& note) {
        return std::tuple(note.at, parts_.as(note.event.part), note.event.pitch);
    };
    std::ranges::stable_sort(notes_, {}, inOrder);
}

/// Where the next kept note is put. In performance time an onset is only as exact as its step, so the notes of a chord
/// follow the first of them.
std::int64_t KeptVoices::nextAt(std::int64_t here) const
{
    const std::int64_t at = notes_[next_].at;
    return placed_ == here && notes_[next_ - 1].at == at ? here : at;
}

bool KeptVoices::isDue(std::int64_t here, std::int64_t position) const
{
    return next_ < notes_.size() && nextAt(here) == position;
}

bool KeptVoices::isNext(std::int64_t here, std::int64_t position, const Event& last) const
{
    if (next_ == notes_.size())
        return false;
    const std::int64_t at = nextAt(here);
    if (position != at || free_.side == Side::Above)
        return position >= at;
    if (free_.side == Side::Anywhere)
        return false; // the part that is drawn decides
    const auto [lowest, highest] = reach(position == here ? last.pitch + 1 : 0);
    return lowest > highest;
}

std::vector<Event> KeptVoices::notesAt(std::int64_t here, std::int64_t position) const
{
    std::vector<Event> notes;
    if (isDue(here, position))
        for (std::size_t i = next_; i < notes_.size() && notes_[i].at == notes_[next_].at; ++i)
            notes.push_back(notes_[i].event);
    return notes;
}

bool KeptVoices::standsFor(std::uint8_t part, std::int64_t here, std::int64_t position) const
{
    return free_.side == Side::Anywhere && isDue(here, position) && part == nextPart() && !heardFree_[part];
}

bool KeptVoices::standsUnder(std::uint8_t part, int pitch, std::int64_t here, std::int64_t position) const
{
    return free_.side == Side::Anywhere && isDue(here, position) && part == nextPart()
           && notes_[next_].event.pitch <= pitch;
}

KeptNote KeptVoices::take(std::int64_t here)
{
    const std::int64_t distance = std::max<std::int64_t>(nextAt(here) - here, 0);
    KeptNote note = notes_[next_++];
    const bool beats = timeBase_ == TimeBase::Beats;
    note.event.step = beats ? encoding::beatStepClassOf(distance) : encoding::stepClassOf(timeBase_, distance);
    placed_ = here + (beats ? distance : encoding::stepUnits(timeBase_)[note.event.step]);
    return note;
}

std::optional<std::uint8_t> KeptVoices::tempo() const
{
    return next_ == 0 ? std::nullopt : std::optional(notes_[next_ - 1].event.tempo);
}

/// The pitches that are left to a free note from `lowest` on.
std::pair<int, int> KeptVoices::reach(int lowest) const
{
    int from = std::max(free_.lowest, lowest);
    int to = free_.highest;
    if (free_.side == Side::Above && next_ > 0)
        from = std::max(from, notes_[next_ - 1].event.pitch + 1);
    if (free_.side == Side::Below && next_ < notes_.size())
        to = std::min(to, notes_[next_].event.pitch - 1);
    return {from, to};
}

/// Whether any free note may stand at the onset of `last` after it.
bool KeptVoices::mayFollow(const Event& last) const
{
    if (free_.side != Side::Anywhere) {
        const auto [from, to] = reach(last.pitch + 1);
        return from <= to;
    }
    for (std::size_t part = last.part; part < heardFree_.size(); ++part)
        if (heardFree_[part] && (part > last.part || last.pitch < free_.highest))
            return true;
    return false;
}

void KeptVoices::maskSteps(const Event& last, std::span<float> logits) const
{
    if (!mayFollow(last))
        logits[0] = kNever;
}

void KeptVoices::maskParts(const Event& last, std::int64_t here, std::int64_t position, std::span<float> logits) const
{
    if (free_.side != Side::Anywhere)
        return;
    const bool due = isDue(here, position);
    const std::size_t stand = due ? nextPart() : logits.size();
    const bool mayWait = due && std::isfinite(logits[stand]);
    bool any = false;
    for (std::size_t part = 0; part < logits.size(); ++part) {
        if (part == stand && mayWait)
            continue;
        if (!heardFree_[part] || part >= stand || (due && !mayWait))
            logits[part] = kNever;
        any = any || std::isfinite(logits[part]);
    }
    if (due && !mayWait)
        logits[stand] = 0.0F;
    else if (!due && !any)
        logits[firstFree(position == here ? last.part : std::uint8_t{0})] = 0.0F;
}

/// The first free part from `from` on, or of all where there is none.
std::size_t KeptVoices::firstFree(std::uint8_t from) const
{
    const auto begin = heardFree_.begin();
    const auto found = std::find(begin + from, heardFree_.end(), true);
    return static_cast<std::size_t>((found == heardFree_.end() ? std::find(begin, found, true) : found) - begin);
}

void KeptVoices::maskPitches(int lowest, std::span<float> logits) const
{
    if (free_.side == Side::Anywhere)
        return;
    const auto [from, to] = reach(lowest);
    const auto nearest = static_cast<std::size_t>(std::clamp(from, lowest, 127));
    bool any = false;
    for (std::size_t pitch = 0; pitch < logits.size(); ++pitch) {
        if (static_cast<int>(pitch) < from || static_cast<int>(pitch) > to)
            logits[pitch] = kNever;
        any = any || std::isfinite(logits[pitch]);
    }
    if (!any)
        logits[nearest] = 0.0F;
}

} // namespace cadenza::generation
