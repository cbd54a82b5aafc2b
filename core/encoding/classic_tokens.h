#pragma once

#include "core/midi/piece.h"
#include "core/midi/track_events.h"

#include <cstdint>
#include <string>
#include <vector>

/// The tokens of the Classic model: what the published student system made of a MIDI file with music21 5.5.0
/// (Cuthbert and Ariza, ISMIR 2010). Followed here to the letter, quirks included, so that its figures can be compared:
///
/// - Of overlapping notes of one key in a track, the second note-on ends the first and is lost itself
///   (`MidiEvent.matchedNoteOff`).
/// - A note gathers those after it that start and end within 1/16 quarter of its own start and end to a chord. One that
///   was gathered may be gathered again, but begins no group (`midi.translate.midiTrackToStream`).
/// - A chord lasts from its last start to its first end, a whole quarter where that is nothing, and not at all where
///   it is less.
/// - Onsets and durations go to the nearest quarter of a quarter or third of one, the shorter where both are as near
///   (`Stream.quantize`, `common.nearestMultiple`).
/// - Tracks without a program are left out, and so is what starts before a track's first program or where its music
///   already ended (`instrument.partitionByInstrument`); where no track has a program, nothing is.
/// - The tokens of all tracks are merged by onset, then track.
namespace cadenza::encoding {

/// Quantised time: a twelfth of a quarter, in which both quarters and thirds of it are whole.
inline constexpr int kTwelfths = 12;

/// One note or chord of a track.
struct ClassicToken {
    std::vector<std::uint8_t> pitches{}; ///< MIDI keys, ascending; two or more are a chord
    int offset{0};                       ///< twelfths of a quarter since the token before it
    int duration{0};                     ///< twelfths of a quarter; may be 0
    friend bool operator==(const ClassicToken&, const ClassicToken&) = default;
};

/// The stream of a file, hands and parts merged.
[[nodiscard]] std::vector<ClassicToken> classicTokens(const midi::FileEvents& file);
/// The same of music without its file: as of a file with a track a hand.
[[nodiscard]] std::vector<ClassicToken> classicTokens(const midi::Piece& piece);

/// `ticks` to the nearest multiple of 1/4 or 1/3 quarter, in twelfths. Precondition: `ticks` ≥ 0.
[[nodiscard]] int toTwelfths(std::int64_t ticks, int ticksPerQuarter);

/// “C#4” for 61: names as music21 gives them, “-” for a flat.
[[nodiscard]] std::string classicNoteName(std::uint8_t pitch);

/// How a chord is spelled as a word.
enum class ChordSpelling : std::uint8_t {
    PitchClasses, ///< in normal order, as published: octaves are lost
    Pitches,      ///< every note with its octave
};

/// “C#4” for a note; “4.7.11” or “E4.G4.B4” for a chord.
[[nodiscard]] std::string classicWord(const ClassicToken& token, ChordSpelling spelling = ChordSpelling::PitchClasses);
/// An offset as the published system writes it: quarters, rounded to three places (“0.333”).
[[nodiscard]] std::string classicOffsetText(int twelfths);
/// A duration as music21 writes it: quarters, thirds as a fraction (“1/3”).
[[nodiscard]] std::string classicDurationText(int twelfths);

} // namespace cadenza::encoding
