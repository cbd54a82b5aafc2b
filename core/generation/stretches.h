#pragma once

#include "core/base/random.h"
#include "core/encoding/event.h"
#include "core/midi/piece.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace cadenza::generation {

/// Draws stretches of a given length that suit a time base, every place as often as any other.
class Stretches {
public:
    struct Place {
        std::shared_ptr<const midi::Piece> piece;
        std::size_t first; ///< note
    };

    /// Pieces that are shorter, null or of the other time base are passed over.
    Stretches(std::span<const std::shared_ptr<const midi::Piece>> pieces, encoding::TimeBase timeBase,
              std::size_t notes, std::uint64_t randomSeed);

    [[nodiscard]] bool empty() const { return pieces_.empty(); }
    /// Precondition: not empty, here and below.
    [[nodiscard]] Place drawPlace();
    [[nodiscard]] midi::Piece draw();

private:
    encoding::TimeBase timeBase_;
    std::size_t notes_;
    Random random_;
    std::vector<std::shared_ptr<const midi::Piece>> pieces_;
    std::uint64_t starts_{0};
};

} // namespace cadenza::generation
