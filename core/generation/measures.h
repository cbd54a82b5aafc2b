#pragma once

#include "core/midi/piece.h"
#include "core/seeds/tonality.h"

#include <array>
#include <cstddef>
#include <utility>

namespace cadenza::generation {

/// Figures of a stretch of music. Those marked MusPy follow Dong et al., "MusPy: A Toolkit for Symbolic Music
/// Generation" (2020), section 6.
struct Measures {
    double notesPerSecond{0.0};
    double polyphony{0.0};         ///< MusPy: mean number of notes where at least one sounds, by 1/24 quarter
    double pitchClassEntropy{0.0}; ///< MusPy: bits, 0…3.58
    double scaleConsistency{0.0};  ///< MusPy: largest share of notes in one major or natural minor scale
    double grooveConsistency{
        0.0};                     ///< MusPy: 1 less the mean share of a bar's steps whose onsets change in the next bar
    double emptyBeatRate{0.0};    ///< MusPy: share of quarters in which nothing sounds
    double distinctPatterns{0.0}; ///< different (interval, time since the last onset) runs of four notes, per run
    double pitchRange{0.0};       ///< semitones from the 5th to the 95th percentile of the pitches
    double keyClarity{0.0};       ///< −1…1, see `seeds::Tonality`
    double loopTurns{0.0};        ///< most turns of one cycle of up to 32 notes that fills at least 48 notes; else 1
};

/// The key that the notes `first` … (`count` of them, or all) suit best, and how clearly. See `seeds::tonalityOf`.
[[nodiscard]] seeds::Tonality tonalityOf(const midi::Piece& piece, std::size_t first = 0,
                                         std::size_t count = static_cast<std::size_t>(-1));

/// Every measure by its stable key.
inline constexpr std::array kMeasures{std::pair{"notesPerSecond", &Measures::notesPerSecond},
                                      std::pair{"polyphony", &Measures::polyphony},
                                      std::pair{"pitchClassEntropy", &Measures::pitchClassEntropy},
                                      std::pair{"scaleConsistency", &Measures::scaleConsistency},
                                      std::pair{"grooveConsistency", &Measures::grooveConsistency},
                                      std::pair{"emptyBeatRate", &Measures::emptyBeatRate},
                                      std::pair{"distinctPatterns", &Measures::distinctPatterns},
                                      std::pair{"pitchRange", &Measures::pitchRange},
                                      std::pair{"keyClarity", &Measures::keyClarity},
                                      std::pair{"loopTurns", &Measures::loopTurns}};

/// Measures the notes `first` … of the piece (all of them by default). Fewer than two notes give zeros.
[[nodiscard]] Measures measure(const midi::Piece& piece, std::size_t first = 0);

} // namespace cadenza::generation
