#include "core/midi/midi_reader.h"
#include "core/midi/midi_writer.h"
#include "core/midi/tempo_map.h"
#include "tests/fuzz/harness.h"

#include <cstdio>
#include <cstdlib>

namespace cadenza::fuzz {

namespace {

void expect(bool holds, const char* what)
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

} // namespace

void readAnyBytes(std::span<const std::uint8_t> bytes)
{
    const auto file = std::as_bytes(bytes);
    const auto reading = midi::readMidi(file);
    (void)midi::readMidi(file, midi::Strictness::Strict);
    if (!reading)
        return;
    std::size_t notes = 0;
    for (const midi::Piece& piece : reading->sequences) {
        notes += piece.noteCount();
        expect(midi::TempoMap(piece).secondsAt(piece.end()).count() >= 0.0, "a length is not negative");
        const auto again = midi::readMidi(midi::writeMidi(piece), midi::Strictness::Strict);
        expect(again && again->sequences.size() == 1 && again->sequences.front() == piece,
               "a piece survives writing and reading");
        (void)midi::readMidi(midi::writeMidi(piece, midi::MidiFormat::SingleTrack));
    }
    expect(notes * 3 <= bytes.size(), "a note takes three bytes");
}

} // namespace cadenza::fuzz
