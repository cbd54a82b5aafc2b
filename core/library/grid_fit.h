#pragma once

#include "core/midi/piece.h"

#include <cstddef>

namespace cadenza::library {

/// How many onsets of a piece lie on the beat grid.
struct GridFit {
    std::size_t onsets{0};
    std::size_t onGrid{0};

    [[nodiscard]] double share() const
    {
        return onsets == 0 ? 0.0 : static_cast<double>(onGrid) / static_cast<double>(onsets);
    }
};

/// Onsets of notes within ± 1 tick (at up to 480 ticks a quarter; the same share of a quarter beyond) of a grid of 24
/// steps per quarter.
[[nodiscard]] GridFit gridFit(const midi::Piece& piece);

} // namespace cadenza::library
