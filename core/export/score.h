#pragma once

#include "core/midi/piece.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace cadenza::exporting {

/// Time in a score: 24 to the quarter, which writes 32nds and triplet 16ths.
inline constexpr int kDivisions = 24;

/// Notes that begin and end together.
struct ScoreChord {
    int at{0};
    int end{0};
    struct Head {
        std::uint8_t pitch{60};
        std::uint8_t velocity{64};
    };
    std::vector<Head> heads; ///< ascending
};

/// One staff: voices of chords in time order that do not overlap, and the beats that are divided in three.
struct ScoreStaff {
    std::vector<std::vector<ScoreChord>> voices; ///< at most four
    std::set<int> tripletCells;                  ///< where such a beat begins
    bool bass{false};                            ///< written in the bass clef
};

struct ScorePart {
    std::string name;
    int program{0};
    int channel{0};
    bool drums{false};
    std::vector<ScoreStaff> staves; ///< one, or two for keyboards: right hand, left hand
    struct Pedal {
        int at{0};
        bool down{false};
    };
    std::vector<Pedal> pedal; ///< alternating, beginning with down
};

struct ScoreMeasure {
    int start{0};
    int length{0};
    midi::TimeSignature time;
    int sharps{0};
    bool minor{false};
};

/// A piece laid out for reading: quantised, with bars, hands on staves, and voices.
struct Score {
    std::string title;
    std::string composer;
    std::vector<ScoreMeasure> measures; ///< at least one
    std::vector<ScorePart> parts;
    struct Tempo {
        int at{0};
        double quartersPerMinute{120.0};
    };
    std::vector<Tempo> tempo;
};

/// Lays a piece out. A note's onset moves to the nearest 32nd, or to the nearest third of an eighth where that fits its
/// beat better; hands that are unknown are split at middle C; a fifth voice shortens what stands in its way.
[[nodiscard]] Score makeScore(const midi::Piece& piece);

/// A beat of a measure: quarters from the bar line on, the last as long as what is left.
struct Cell {
    int start{0};
    int length{0};
};
[[nodiscard]] Cell cellAt(const ScoreMeasure& measure, int at);

} // namespace cadenza::exporting
