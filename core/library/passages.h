#pragma once

#include "core/base/tick.h"
#include "core/midi/piece.h"

#include <cstdint>
#include <vector>

namespace cadenza::library {

/// A few steps of a melody or a bass line, by their intervals: equal in every transposition and rhythm.
struct Passage {
    std::uint32_t steps{0};     ///< the intervals as a number; only equality matters
    std::uint8_t pitchClass{0}; ///< where it begins
    Tick at;                    ///< where it stands first

    friend auto operator<=>(const Passage&, const Passage&) = default;
};

/// The different passages of the highest and of the lowest notes of a piece, sorted; each where it first stands.
/// Repeated notes count once and octaves not at all, so that thicker chords and octave doublings leave them as they
/// are. Trills and plain scales are left out: they stand in everything.
[[nodiscard]] std::vector<Passage> passagesOf(const midi::Piece& piece);

} // namespace cadenza::library
