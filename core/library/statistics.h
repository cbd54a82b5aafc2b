#pragma once

#include "core/base/tick.h"
#include "core/library/grid_fit.h"
#include "core/midi/piece.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace cadenza::library {

struct Library;

/// The key that music sounds most like, and how sure that is.
struct KeyEstimate {
    int tonic{0}; ///< pitch class, 0 is C
    bool minor{false};
    double correlation{0.0}; ///< with the key's profile, −1…1
    double margin{0.0};      ///< by how much it beats the next best key

    [[nodiscard]] std::string name() const; ///< “C major”, “E♭ minor”
};

/// Correlates how long each pitch class sounds with the 24 key profiles of Krumhansl and Kessler (1982; C. Krumhansl,
/// Cognitive Foundations of Musical Pitch, 1990, p. 30). `weights` are any non-negative measure per pitch class.
[[nodiscard]] KeyEstimate findKey(const std::array<double, 12>& weights);

/// What a piece, or a whole library, holds. Drums count as notes but have no pitch.
struct Statistics {
    std::size_t pieces{0};
    std::size_t notes{0};
    std::size_t drumNotes{0};
    std::size_t onsets{0};        ///< groups of notes struck at once
    std::size_t chords{0};        ///< groups of more than one pitch
    std::size_t distinctWords{0}; ///< different notes and chords, a chord by its set of pitches
    std::size_t largestChord{0};  ///< pitches struck at once
    Seconds length{0.0};
    double beats{0.0}; ///< quarters up to the end of the last note
    GridFit grid;
    KeyEstimate key;
    double meanTempoBpm{0.0}; ///< quarters a minute over the whole length
    double slowestTempoBpm{0.0};
    double fastestTempoBpm{0.0};
    std::size_t tempoChanges{0};
    midi::TimeSignature metre; ///< the one in force longest
    std::size_t metreChanges{0};
    double meanPolyphony{0.0}; ///< notes sounding, over the time in which any sounds
    std::size_t mostPolyphony{0};
    std::array<std::size_t, 128> pitches{};
    std::array<std::size_t, 128> velocities{};

    [[nodiscard]] double meanVelocity() const;
    [[nodiscard]] double velocityDeviation() const; ///< standard deviation

    /// Which encoding suits the music (DESIGN.md): beats for what lies on the grid, performance time for live playing.
    [[nodiscard]] bool suitsBeatGrid() const { return grid.share() >= 0.5; }
};

/// Runs on the calling thread; about a millisecond for 10,000 notes.
[[nodiscard]] Statistics statisticsOf(const midi::Piece& piece);

/// All entries together: sums, histograms and the number of words over the whole; key and metre by total length.
/// Entries without a loaded piece count with their stored statistics, and with their words where those were filled in.
[[nodiscard]] Statistics statisticsOf(const Library& library);

/// A note or a chord as the set of its pitches, for counting different ones.
struct ChordWord {
    std::uint64_t low{0};  ///< keys 0–63, a bit each
    std::uint64_t high{0}; ///< keys 64–127

    friend auto operator<=>(const ChordWord&, const ChordWord&) = default;
};

/// The different words of a piece, sorted.
[[nodiscard]] std::vector<ChordWord> distinctWords(const midi::Piece& piece);

} // namespace cadenza::library
