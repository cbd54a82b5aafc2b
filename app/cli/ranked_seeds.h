#pragma once

#include "core/library/library.h"
#include "core/seeds/seed_scoring.h"

#include <cstddef>
#include <vector>

namespace cadenza::app {

/// A good window and the piece it is of.
struct RankedSeed {
    const library::Entry* entry;
    seeds::ScoredWindow window;
};

/// The `top` best windows of `notes` notes of all pieces, best first; none overlap. Precondition: the pieces are
/// loaded.
[[nodiscard]] std::vector<RankedSeed> rankSeeds(const library::Library& library, std::size_t top, std::size_t notes);

} // namespace cadenza::app
