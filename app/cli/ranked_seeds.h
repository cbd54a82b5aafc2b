#pragma once

#include "core/library/library.h"
#include "core/seeds/seed_scoring.h"
#include "core/seeds/surprise.h"

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace cadenza::app {

/// A good window and the piece it is of.
struct RankedSeed {
    const library::Entry* entry;
    seeds::ScoredWindow window;
};

[[nodiscard]] std::vector<std::shared_ptr<const midi::Piece>> piecesOf(const library::Library& library);

/// The best windows of all pieces, as many as `wish.top`, by “score” or by one of `seeds::reasonNames`, best first;
/// of equal ones the better score. None overlap. `hearing`: what a model made of the library's pieces.
/// Precondition: the pieces are loaded.
[[nodiscard]] std::vector<RankedSeed> rankSeeds(const library::Library& library, const seeds::SeedWish& wish,
                                                const std::string& sort = "score", const seeds::Hearing& hearing = {},
                                                std::stop_token stop = {});

} // namespace cadenza::app
