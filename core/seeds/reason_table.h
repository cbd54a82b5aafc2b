#pragma once

#include "core/midi/piece.h"
#include "core/seeds/seed_scoring.h"
#include "core/seeds/surprise.h"

#include <cstddef>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace cadenza::seeds {

/// What a reason is worth on average.
struct ReasonMeans {
    std::string name;
    double top{0.0};    ///< over the best windows
    double random{0.0}; ///< over as many windows drawn at random
};

/// How the best windows of a collection differ from any windows: the row "score", then every reason.
struct ReasonTable {
    std::size_t windows{0};    ///< in the collection
    std::size_t topWindows{0}; ///< the best 1 % of them
    std::vector<ReasonMeans> rows;
};

/// Scores of all windows of several pieces, in their order; helpers work beside the calling thread. Pieces that come
/// after a stop stay empty.
[[nodiscard]] std::vector<std::vector<float>>
scoreCollection(std::span<const std::shared_ptr<const midi::Piece>> pieces, std::size_t count = kDefaultSeedNotes,
                const Hearing& hearing = {}, const std::stop_token& stop = {});

/// The best windows of several pieces, in their order; likewise. `hearing`: what a model made of these pieces.
[[nodiscard]] std::vector<std::vector<ScoredWindow>>
bestOfCollection(std::span<const std::shared_ptr<const midi::Piece>> pieces, const SeedWish& wish,
                 const Hearing& hearing = {}, const std::stop_token& stop = {});

/// Random windows are the same at each call. With a hearing the last row is “surprise”, and
/// windows of pieces that the model could not read are left out.
[[nodiscard]] ReasonTable reasonTable(std::span<const std::shared_ptr<const midi::Piece>> pieces,
                                      std::size_t count = kDefaultSeedNotes, const Hearing& hearing = {},
                                      const std::stop_token& stop = {});

} // namespace cadenza::seeds
