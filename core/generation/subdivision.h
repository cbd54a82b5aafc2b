#pragma once

#include "core/encoding/event.h"

#include <span>

namespace cadenza::generation {

/// Parts of a quarter, of 1, 2, 3, 4, 6, 8, 12 and 24 the fewest on which 98 % of the onsets in beats fall.
/// Precondition: not empty.
[[nodiscard]] int subdivisionOf(std::span<const encoding::Event> events);

/// The share of onsets that fall on so many parts of a quarter; 1 of none.
[[nodiscard]] double shareOnSubdivision(std::span<const encoding::Event> events, int parts);

} // namespace cadenza::generation
