#include "core/midi/piece.h"

#include "core/midi/tempo_map.h"

#include <algorithm>
#include <cassert>
#include <optional>

namespace cadenza::midi {

std::size_t Piece::noteCount() const
{
    std::size_t count = 0;
    for (const Part& part : parts)
        count += part.notes.size();
    return count;
}

Tick Piece::end() const
{
    Tick last;
    for (const Part& part : parts)
        for (const Note& note : part.notes)
            last = std::max(last, note.end());
    return last;
}

std::vector<PlacedNote> notesInOrder(const Piece& piece)
{
    std::vector<PlacedNote> placed;
    placed.reserve(piece.noteCount());
    for (std::size_t part = 0; part < piece.parts.size(); ++part)
        for (const Note& note : piece.parts[part].notes)
            placed.push_back({note, static_cast<std::uint16_t>(part)});
    // Parts are appended in order and sorted by onset and pitch, so a stable sort by onset is the whole order.
    const auto byOnset = [](const PlacedNote& a, const PlacedNote& b) { return a.note.onset < b.note.onset; };
    if (!std::is_sorted(placed.begin(), placed.end(), byOnset))
        std::stable_sort(placed.begin(), placed.end(), byOnset);
    return placed;
}

namespace {

/// The changes inside (from, to), moved so that `from` is 0, led by the one in force at `from`.
template <class Change>
std::vector<Change> changesWithin(const std::vector<Change>& changes, Tick from, Tick to)
{
    std::vector<Change> kept;
    std::optional<Change> inForce;
    for (const Change& change : changes) {
        if (change.at <= from) {
            inForce = change;
        } else if (change.at < to) {
            kept.push_back(change);
            kept.back().at -= from;
        }
    }
    if (inForce) {
        inForce->at = {};
        kept.insert(kept.begin(), *inForce);
    }
    return kept;
}

/// The first bar line after `start` that is also a whole number of quarters from the start of the piece, or just the
/// first one where bars never meet the quarters again.
Tick barLineAfter(const TempoMap& map, Tick start, int ticksPerQuarter)
{
    const int first = map.barAt(start).bar + 1;
    constexpr int enough = 8;
    for (int bar = first; bar < first + enough; ++bar)
        if (map.barStart(bar).value % ticksPerQuarter == 0)
            return map.barStart(bar);
    return map.barStart(first);
}

/// Says the time signature in force again at a bar line after `start`, so that an excerpt which begins inside a bar or
/// a quarter keeps the bars and quarters of its piece. `signatures` are the excerpt's own.
void restateAtBarLine(std::vector<TimeSignature>& signatures, const Piece& piece, Tick start)
{
    const TempoMap map(piece);
    if (map.barStart(map.barAt(start).bar) == start && start.value % piece.ticksPerQuarter == 0)
        return;
    TimeSignature signature = map.signatureAt(start);
    const Tick barLine = barLineAfter(map, start, piece.ticksPerQuarter) - start;
    if (signatures.empty() || signatures.front().at > Tick{}) {
        signature.at = {};
        signatures.insert(signatures.begin(), signature);
    }
    if (signatures.size() < 2 || signatures[1].at > barLine) {
        signature.at = barLine;
        signatures.insert(signatures.begin() + 1, signature);
    }
}

} // namespace

Piece excerpt(const Piece& piece, std::size_t first, std::size_t count, RestingParts resting)
{
    const std::vector<PlacedNote> all = notesInOrder(piece);
    assert(count > 0 && first < all.size() && count <= all.size() - first);

    const Tick start = all[first].note.onset;
    Tick end;
    std::vector<std::vector<Note>> notes(piece.parts.size());
    for (std::size_t i = first; i < first + count; ++i) {
        Note note = all[i].note;
        end = std::max(end, note.end());
        note.onset -= start;
        notes[all[i].part].push_back(note);
    }

    Piece result;
    result.title = piece.title;
    result.composer = piece.composer;
    result.ticksPerQuarter = piece.ticksPerQuarter;
    result.tempo = changesWithin(piece.tempo, start, end);
    result.timeSignatures = changesWithin(piece.timeSignatures, start, end);
    restateAtBarLine(result.timeSignatures, piece, start);
    result.keySignatures = changesWithin(piece.keySignatures, start, end);
    for (std::size_t i = 0; i < piece.parts.size(); ++i) {
        if (notes[i].empty() && resting == RestingParts::Dropped)
            continue;
        const Part& source = piece.parts[i];
        result.parts.push_back({source.name, source.channel, source.program, source.drums, std::move(notes[i]),
                                changesWithin(source.pedal, start, end)});
    }
    return result;
}

Piece withoutEmptyParts(Piece piece)
{
    std::erase_if(piece.parts, [](const Part& part) { return part.notes.empty() && part.pedal.empty(); });
    return piece;
}

} // namespace cadenza::midi
