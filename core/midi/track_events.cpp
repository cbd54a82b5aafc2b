#include "core/midi/track_events.h"

#include "core/midi/assembly.h"
#include "core/midi/chunks.h"
#include "core/midi/diagnostic_log.h"
#include "core/midi/note_pairing.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace cadenza::midi {
namespace {

template <class Events>
std::optional<Tick> lastOf(const Events& events)
{
    return events.empty() ? std::nullopt : std::optional(events.back().at);
}

TrackEvents eventsOf(const RawTrack& track, std::vector<KeyEvent> keys)
{
    return {.keys = std::move(keys),
            .firstProgram = track.programs.empty() ? std::nullopt : std::optional(track.programs.front().at),
            .lastTempo = lastOf(track.tempo),
            .lastSignature = std::max(lastOf(track.timeSignatures), lastOf(track.keySignatures))};
}

/// The notes of one hand of a part, each as its note-on and its note-off; where a key is struck again at once, the
/// note-off comes first.
TrackEvents handOf(const Part& part, Hand hand)
{
    TrackEvents track{.firstProgram = Tick{0}};
    for (const Note& note : part.notes) {
        if (note.hand != hand)
            continue;
        track.keys.push_back({note.onset, part.channel, note.pitch, note.velocity});
        track.keys.push_back({note.end(), part.channel, note.pitch, 0});
    }
    std::ranges::stable_sort(track.keys, {}, [](const KeyEvent& key) { return std::pair(key.at, key.velocity > 0); });
    return track;
}

} // namespace

Result<FileEvents> readTrackEvents(std::span<const std::byte> file)
{
    const std::span bytes(reinterpret_cast<const std::uint8_t*>(file.data()), file.size());
    DiagnosticLog log(Strictness::Lenient);
    ChunkReader chunks(bytes, log);
    const auto header = chunks.readFirstHeader();
    if (!header)
        return failure(Fault::NotMidi, {}, "no header and no track", 0);
    FileEvents events{.ticksPerQuarter = timeBaseOf(header->division).ticksPerQuarter};
    NotePairing pairing(log);
    auto chunk = chunks.next(header->tracksBegin);
    while (chunk && chunk->kind == Chunk::Kind::Track) {
        std::vector<KeyEvent> keys;
        const ParsedTrack parsed = parseTrack(bytes, chunk->track, Tick{events.ticksPerQuarter}, pairing, log, &keys);
        const std::size_t after = chunks.settle(*chunk, parsed);
        if (!parsed.track.empty())
            events.tracks.push_back(eventsOf(parsed.track, std::move(keys)));
        chunk = chunks.next(after);
    }
    return events;
}

FileEvents trackEventsOf(const Piece& piece)
{
    FileEvents events{.ticksPerQuarter = piece.ticksPerQuarter};
    events.tracks.push_back({.lastTempo = lastOf(piece.tempo),
                             .lastSignature = std::max(lastOf(piece.timeSignatures), lastOf(piece.keySignatures))});
    for (const Part& part : piece.parts)
        for (const Hand hand : {Hand::Right, Hand::Left, Hand::Unknown})
            if (TrackEvents track = handOf(part, hand); !track.keys.empty())
                events.tracks.push_back(std::move(track));
    return events;
}

} // namespace cadenza::midi
