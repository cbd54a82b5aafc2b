#include "core/midi/midi_reader.h"
#include "core/midi/midi_writer.h"
#include "core/midi/tempo_map.h"

#include <cstdint>
#include <cstdlib>

/// Any bytes: reading neither crashes nor invents, and what was read survives writing and reading.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace cadenza::midi;
    const std::span bytes(reinterpret_cast<const std::byte*>(data), size);
    const auto reading = readMidi(bytes);
    (void)readMidi(bytes, Strictness::Strict);
    if (!reading)
        return 0;
    std::size_t notes = 0;
    for (const Piece& piece : reading->sequences) {
        notes += piece.noteCount();
        if (!(TempoMap(piece).secondsAt(piece.end()).count() >= 0.0))
            std::abort();
        const auto again = readMidi(writeMidi(piece), Strictness::Strict);
        if (!again || again->sequences.size() != 1 || !(again->sequences.front() == piece))
            std::abort();
        (void)readMidi(writeMidi(piece, MidiFormat::SingleTrack));
    }
    if (notes * 3 > size)
        std::abort();
    return 0;
}
