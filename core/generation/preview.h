#pragma once

#include "core/base/result.h"
#include "core/midi/piece.h"
#include "core/model/network.h"

#include <cstddef>
#include <memory>
#include <stop_token>

namespace cadenza::generation {

/// What a network made of a seed at a moment of its training: the same seed and the same random numbers each time, so
/// that only what it has learnt makes the difference.
struct Preview {
    double seconds{0.0};                      ///< of training
    std::size_t seedNotes{0};                 ///< of `piece`, in order, that come from the seed
    std::shared_ptr<const midi::Piece> piece; ///< seed and continuation
};

inline constexpr std::size_t kPreviewNotes = 48;

/// Fails as `generateOne` does. Any thread.
[[nodiscard]] Result<Preview> preview(const model::Network& network, const midi::Piece& seed, double seconds,
                                      std::stop_token stop = {});

} // namespace cadenza::generation
