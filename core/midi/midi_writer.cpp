#include "core/midi/midi_writer.h"

#include "core/midi/part_mark.h"
#include "core/midi/track_writer.h"
#include "core/midi/written_voices.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>

namespace cadenza::midi {

namespace {

using Rank = TrackWriter::Rank;

std::uint8_t data7(unsigned value)
{
    return static_cast<std::uint8_t>(std::min(value, 127u));
}

void writeConductor(const Piece& piece, TrackWriter& track)
{
    track.text({}, 0x03, piece.title);
    if (!piece.composer.empty())
        track.text({}, 0x01, "Composer: " + piece.composer);
    for (const TempoChange& tempo : piece.tempo) {
        const double rounded = std::clamp(std::round(tempo.microsecondsPerQuarter), 1.0, 16777215.0);
        const auto value = static_cast<std::uint32_t>(rounded);
        track.meta(tempo.at, 0x51,
                   std::array{static_cast<std::uint8_t>(value >> 16), static_cast<std::uint8_t>(value >> 8),
                              static_cast<std::uint8_t>(value)});
    }
    for (const TimeSignature& signature : piece.timeSignatures) {
        const auto power = static_cast<std::uint8_t>(std::bit_width(std::max<unsigned>(1, signature.denominator)) - 1);
        // 24 MIDI clocks a quarter; a metronome click on each beat; 8 thirty-seconds a quarter.
        const auto clocks = static_cast<std::uint8_t>(std::max(1, 96 >> power));
        track.meta(signature.at, 0x58, std::array<std::uint8_t, 4>{signature.numerator, power, clocks, 8});
    }
    for (const KeySignature& key : piece.keySignatures)
        track.meta(key.at, 0x59, std::array{static_cast<std::uint8_t>(key.sharps), std::uint8_t{key.minor}});
}

std::string trackName(const std::string& part, Hand hand)
{
    const char* word = hand == Hand::Right ? "right" : hand == Hand::Left ? "left" : "";
    return part.empty() || hand == Hand::Unknown ? part + word : part + ' ' + word;
}

/// What tells a reader whose notes follow: program, instrument name and our mark.
void writeVoiceHead(const Part& part, const WrittenVoice& voice, MidiFormat format, TrackWriter& track)
{
    if (format == MidiFormat::Parallel)
        track.text({}, 0x03, trackName(part.name, voice.hand));
    else
        track.meta({}, 0x20, std::array{voice.channel});
    track.text({}, 0x04, part.name);
    if (voice.marked)
        track.meta({}, 0x7F,
                   partMarkBytes(
                       {voice.channel, part.channel, static_cast<std::uint16_t>(voice.part), voice.hand, part.drums}));
    track.message({}, Rank::Program, {static_cast<std::uint8_t>(0xC0u | voice.channel), data7(part.program)});
}

void writeVoice(const Part& part, const WrittenVoice& voice, MidiFormat format, TrackWriter& track)
{
    writeVoiceHead(part, voice, format, track);
    // In format 0 the voices of a part are on channels of their own, and each needs the pedal to sound right.
    if (voice.leads || format == MidiFormat::SingleTrack)
        for (const PedalChange& pedal : part.pedal)
            track.message(pedal.at, Rank::Controller,
                          {static_cast<std::uint8_t>(0xB0u | voice.channel), 64, data7(pedal.value)});
    for (const Tick at : voice.programs)
        track.message(at, Rank::Program, {static_cast<std::uint8_t>(0xC0u | voice.channel), data7(part.program)});
    const auto noteOn = static_cast<std::uint8_t>(0x90u | voice.channel);
    for (const Note& note : voice.notes) {
        const Tick end = std::max(note.end(), note.onset + Tick{1});
        track.message(note.onset, Rank::NoteOn,
                      {noteOn, data7(note.pitch), std::max<std::uint8_t>(1, data7(note.velocity))});
        // A note-on without velocity is a note-off that keeps the running status.
        track.message(end, Rank::NoteOff, {noteOn, data7(note.pitch), 0});
    }
}

std::vector<std::byte> asBytes(const std::vector<std::uint8_t>& file)
{
    std::vector<std::byte> bytes(file.size());
    if (!file.empty())
        std::memcpy(bytes.data(), file.data(), file.size());
    return bytes;
}

} // namespace

std::vector<std::byte> writeMidi(const Piece& piece, MidiFormat format)
{
    const std::vector<WrittenVoice> voices = voicesOf(piece, format);
    std::vector<TrackWriter> tracks(1);
    writeConductor(piece, tracks.front());
    for (const WrittenVoice& voice : voices) {
        if (format == MidiFormat::Parallel)
            tracks.emplace_back();
        writeVoice(piece.parts[voice.part], voice, format, tracks.back());
    }

    const auto division = static_cast<unsigned>(std::clamp(piece.ticksPerQuarter, 1, 0x7FFF));
    const auto count = std::min<std::size_t>(tracks.size(), 0xFFFF);
    const auto high = [](std::size_t word) { return static_cast<std::uint8_t>(word >> 8); };
    const auto low = [](std::size_t word) { return static_cast<std::uint8_t>(word); };
    std::vector<std::uint8_t> file{'M',
                                   'T',
                                   'h',
                                   'd',
                                   0,
                                   0,
                                   0,
                                   6,
                                   0,
                                   static_cast<std::uint8_t>(format),
                                   high(count),
                                   low(count),
                                   high(division),
                                   low(division)};
    for (const TrackWriter& track : tracks)
        track.appendTo(file);
    return asBytes(file);
}

} // namespace cadenza::midi
