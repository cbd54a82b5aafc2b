#include "core/generation/kept_music.h"

#include "core/encoding/onset_grid.h"
#include "core/generation/encoded_seed.h"
#include "core/generation/session.h"
#include "core/midi/tempo_map.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace cadenza::generation {
namespace {

using encoding::TimeBase;

/// How long in units of the time base something is that begins at `from`.
std::int64_t unitsBetween(const midi::Piece& piece, TimeBase timeBase, Tick from, Tick to)
{
    if (timeBase == TimeBase::Beats)
        return encoding::gridAtTick(to - from, piece.ticksPerQuarter);
    const midi::TempoMap map(piece);
    constexpr double unitsPerSecond = 100.0;
    return static_cast<std::int64_t>((map.secondsAt(to) - map.secondsAt(from)).count() * unitsPerSecond);
}

KeptVoices voicesOf(const KeptMusic& music, TimeBase timeBase)
{
    const std::size_t seedNotes = music.seed.noteCount();
    const auto notes = midi::notesInOrder(music.written);
    const auto stream = encoding::encode(music.written, timeBase);
    std::int64_t seedEnd = 0; // what was heard last of the seed
    Tick lastOnset;
    for (std::size_t i = 0; i < stream.events.size(); ++i)
        if (stream.noteOf[i] < seedNotes && music.parts.hears(stream.events[i].part)) {
            seedEnd = std::max(seedEnd, stream.positions[i]);
            lastOnset = std::max(lastOnset, notes[stream.noteOf[i]].note.onset);
        }
    std::vector<KeptNote> kept;
    for (std::size_t i = 0; i < stream.events.size(); ++i)
        if (stream.noteOf[i] >= seedNotes && music.parts.hears(stream.events[i].part))
            kept.push_back({stream.positions[i] - seedEnd, stream.events[i], notes[stream.noteOf[i]].note.onset});
    std::optional<std::int64_t> end;
    if (notes.size() > seedNotes)
        end = unitsBetween(music.written, timeBase, lastOnset, music.end);
    return {timeBase, std::move(kept), end, music.free, music.parts};
}

template <class Change>
void repeat(std::vector<Change>& changes, Tick from)
{
    const std::size_t count = changes.size();
    std::erase_if(changes, [&](const Change& change) { return change.at >= from; });
    const std::size_t before = std::min(count, changes.size());
    for (std::size_t i = 0; i < before; ++i) {
        Change again = changes[i];
        again.at += from;
        changes.push_back(again);
    }
}

} // namespace

midi::Piece playedAgain(const midi::Piece& seed, const midi::Piece& again, Tick from)
{
    midi::Piece written = seed;
    repeat(written.tempo, from);
    for (std::size_t i = 0; i < written.parts.size(); ++i) {
        for (midi::Note note : again.parts[i].notes) {
            note.onset += from;
            written.parts[i].notes.push_back(note);
        }
        for (midi::PedalChange pedal : again.parts[i].pedal) {
            pedal.at += from;
            written.parts[i].pedal.push_back(pedal);
        }
    }
    return written;
}

Tick barsOf(const midi::Piece& seed, TimeBase timeBase)
{
    constexpr Seconds freeBar{2.0};
    const midi::TempoMap map(seed);
    const Tick last = midi::notesInOrder(seed).back().note.onset;
    const auto signature = map.signatureAt(last);
    const std::int64_t bar = timeBase == TimeBase::Beats
                                 ? std::int64_t{4} * seed.ticksPerQuarter * signature.numerator / signature.denominator
                                 : map.tickAt(freeBar).value;
    return Tick{(last.value / std::max<std::int64_t>(bar, 1) + 1) * std::max<std::int64_t>(bar, 1)};
}

Result<std::vector<Take>> drawAround(const model::Network& network, const KeptMusic& music,
                                     const GenerationSettings& settings, std::size_t notes, std::size_t takes,
                                     std::uint64_t randomSeed, const std::stop_token& stop, const TakeListener& listen)
{
    if (auto checked = checkRequest(network, settings, notes, takes); !checked)
        return std::unexpected(std::move(checked.error()));
    const auto encoded = encodeSeed(network, music.seed, music.parts);
    if (!encoded)
        return std::unexpected(encoded.error());
    const KeptVoices voices = voicesOf(music, network.model().timeBase);
    GenerationSettings free = settings;
    if (!voices.isEndless())
        free.ending = {};
    if (!voices.isEmpty())
        free.loopGuard.enabled = false;
    Session session(network, free);
    for (std::size_t index = 0; index < takes; ++index)
        session.add(*encoded, {notes}, randomSeed, index, voices);
    auto made = session.run(stop, listen);
    if (made)
        for (Take& take : *made)
            take.settings = settings;
    return made;
}

} // namespace cadenza::generation
