#include "ui/document/kept_parts.h"

#include "core/midi/instruments.h"

#include <algorithm>
#include <optional>
#include <span>

namespace cadenza::ui {
namespace {

using generation::PartRole;

/// The part of `piece` that plays the same as part `part` of `source`: of those that are alike, the one at its place.
std::optional<std::size_t> counterpart(const midi::Piece& piece, const midi::Piece& source, std::size_t part)
{
    const auto alike = [&](const midi::Part& other) { return midi::sameInstrument(other, source.parts[part]); };
    auto before = std::count_if(source.parts.begin(), source.parts.begin() + static_cast<std::ptrdiff_t>(part), alike);
    for (std::size_t other = 0; other < piece.parts.size(); ++other)
        if (alike(piece.parts[other]) && before-- == 0)
            return other;
    return std::nullopt;
}

/// Whether every note is among `written`, which are sorted by onset, `later` after where it is here.
bool isWritten(std::span<const midi::Note> notes, const std::vector<midi::Note>& written, Tick later)
{
    return std::ranges::all_of(notes, [&](midi::Note note) {
        note.onset += later;
        const auto there = std::ranges::equal_range(written, note.onset, {}, &midi::Note::onset);
        return std::ranges::find(there, note) != there.end();
    });
}

PartRole roleOf(const midi::Part& taken, std::size_t ofSeed, const midi::Part& written, Tick start)
{
    const std::span made = std::span(taken.notes).subspan(ofSeed);
    if (made.empty())
        return PartRole::New;
    if (isWritten(made, written.notes, start))
        return PartRole::Kept;
    const bool again = ofSeed > 0 && isWritten(made, taken.notes, taken.notes.front().onset - made.front().onset);
    return again && made.size() <= ofSeed ? PartRole::Kept : PartRole::New;
}

/// Where the take begins in its source: at the first note from `first` on that a part of the take plays.
Tick startOf(const midi::Piece& source, std::size_t first, const std::vector<std::optional<std::size_t>>& taken)
{
    const auto notes = midi::notesInOrder(source);
    const auto begin = std::find_if(notes.begin() + static_cast<std::ptrdiff_t>(first), notes.end(),
                                    [&](const midi::PlacedNote& note) { return taken[note.part].has_value(); });
    return begin == notes.end() ? source.end() : begin->note.onset;
}

} // namespace

std::vector<PartRole> rolesIn(const midi::Piece& take, std::size_t seedNotes, const midi::Piece& source,
                              std::size_t first)
{
    std::vector<std::optional<std::size_t>> taken;
    for (std::size_t part = 0; part < source.parts.size(); ++part)
        taken.push_back(counterpart(take, source, part));
    const Tick start = startOf(source, first, taken);
    auto placed = midi::notesInOrder(take);
    placed.resize(std::min(seedNotes, placed.size()));
    std::vector<PartRole> roles(source.parts.size(), PartRole::LeftOut);
    for (std::size_t part = 0; part < roles.size(); ++part)
        if (taken[part]) {
            const auto ofSeed = std::ranges::count(placed, *taken[part], &midi::PlacedNote::part);
            roles[part] = roleOf(take.parts[*taken[part]], static_cast<std::size_t>(ofSeed), source.parts[part], start);
        }
    return roles;
}

std::vector<bool> keptIn(const midi::Piece& take, const std::vector<PartRole>& roles, const midi::Piece& source)
{
    std::vector<bool> kept(take.parts.size(), false);
    for (std::size_t part = 0; part < roles.size(); ++part)
        if (const auto taken = counterpart(take, source, part); taken && roles[part] == PartRole::Kept)
            kept[*taken] = true;
    return kept;
}

} // namespace cadenza::ui
