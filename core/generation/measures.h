#pragma once

#include "core/midi/piece.h"

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
    double loopTurns{0.0};        ///< most turns of one cycle of up to 32 notes that fills at least 48 notes; else 1
};

/// Every measure by its stable key.
inline constexpr std::array kMeasures{std::pair{"notesPerSecond", &Measures::notesPerSecond},
                                      std::pair{"polyphony", &Measures::polyphony},
                                      std::pair{"pitchClassEntropy", &Measures::pitchClassEntropy},
                                      std::pair{"scaleConsistency", &Measures::scaleConsistency},
                                      std::pair{"grooveConsistency", &Measures::grooveConsistency},
                                      std::pair{"emptyBeatRate", &Measures::emptyBeatRate},
                                      std::pair{"distinctPatterns", &Measures::distinctPatterns},
                                      std::pair{"loopTurns", &Measures::loopTurns}};

/// Measures the notes `first` … of the piece (all of them by default). Fewer than two notes give zeros.
[[nodiscard]] Measures measure(const midi::Piece& piece, std::size_t first = 0);

} // namespace cadenza::generation
