#pragma once

#include "core/base/tick.h"

#include <cstdint>
#include <string>
#include <vector>

namespace cadenza::midi {

/// Which hand plays a note of a keyboard part.
enum class Hand : std::uint8_t { Unknown, Left, Right };

/// One sounding note of a piece, in score time.
struct Note {
    Tick onset;                ///< from the start of the piece
    Tick duration;             ///< > 0
    std::uint8_t pitch{60};    ///< MIDI key 0–127; 60 is middle C
    std::uint8_t velocity{64}; ///< 1–127; a note-on of velocity 0 is a note-off and never stored
    Hand hand{Hand::Unknown};

    [[nodiscard]] constexpr Tick end() const { return onset + duration; }
    friend auto operator<=>(const Note&, const Note&) = default;
};

/// The sustain pedal (controller 64) moves to `value` (0–127; 64 and more is down).
struct PedalChange {
    Tick at;
    std::uint8_t value{0};
    friend auto operator<=>(const PedalChange&, const PedalChange&) = default;
};

/// One instrument. A piano piece has one part, however many tracks its file used; the hands stay on the notes.
struct Part {
    std::string name;
    std::uint8_t channel{0}; ///< 0–15 as in the file
    std::uint8_t program{0}; ///< General MIDI program 0–127
    bool drums{false};
    std::vector<Note> notes;        ///< sorted by onset, then pitch
    std::vector<PedalChange> pedal; ///< sorted by time
    friend bool operator==(const Part&, const Part&) = default;
};

struct TempoChange {
    Tick at;
    double microsecondsPerQuarter{500000.0};
    friend bool operator==(const TempoChange&, const TempoChange&) = default;
};

struct TimeSignature {
    Tick at;
    std::uint8_t numerator{4};
    std::uint8_t denominator{4}; ///< as written: 4 is a quarter
    friend bool operator==(const TimeSignature&, const TimeSignature&) = default;
};

struct KeySignature {
    Tick at;
    std::int8_t sharps{0}; ///< −7 (flats) … 7 (sharps)
    bool minor{false};
    friend bool operator==(const KeySignature&, const KeySignature&) = default;
};

/// One MIDI file (or one sequence of a format 2 file) as music.
struct Piece {
    std::string title;
    std::string composer;
    int ticksPerQuarter{480};                  ///< > 0
    std::vector<TempoChange> tempo;            ///< sorted; empty means 120 quarters a minute throughout
    std::vector<TimeSignature> timeSignatures; ///< sorted; empty means 4/4 throughout
    std::vector<KeySignature> keySignatures;   ///< sorted
    std::vector<Part> parts;                   ///< only parts with notes or pedal
    friend bool operator==(const Piece&, const Piece&) = default;

    [[nodiscard]] std::size_t noteCount() const;
    [[nodiscard]] Tick end() const; ///< where the last note ends: silence after it does not count
};

/// A note and the index of its part.
struct PlacedNote {
    Note note;
    std::uint16_t part{0};
    friend auto operator<=>(const PlacedNote&, const PlacedNote&) = default;
};

/// All notes of all parts by onset, then part, then pitch. "Note i of a piece" always means an index into this order.
[[nodiscard]] std::vector<PlacedNote> notesInOrder(const Piece& piece);

enum class RestingParts : std::uint8_t { Dropped, Kept };

/// The notes `first` … `first + count − 1` of `notesInOrder` as a piece of their own that starts at its first onset,
/// with the pedal, tempo and signatures in force there; where it begins inside a bar, the time signature is said again
/// at a bar line, so that bars and beats stay where they were. A part that rests throughout is left out, or stands
/// empty in its place. Precondition: the range lies inside the piece.
[[nodiscard]] Piece excerpt(const Piece& piece, std::size_t first, std::size_t count,
                            RestingParts resting = RestingParts::Dropped);

/// The piece without parts that have neither notes nor pedal.
[[nodiscard]] Piece withoutEmptyParts(Piece piece);

} // namespace cadenza::midi
