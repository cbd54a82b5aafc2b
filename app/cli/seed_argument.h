#pragma once

#include "core/base/result.h"
#include "core/midi/piece.h"

#include <cstddef>
#include <span>
#include <stop_token>
#include <string>

namespace cadenza::app {

/// A seed within its piece: notes `first` … of `midi::notesInOrder`.
struct SeedPlace {
    midi::Piece piece;
    std::size_t first{0};
    std::size_t count{0};

    /// With the parts that rest in it, so that all have the places they have in the piece.
    [[nodiscard]] midi::Piece seed() const { return midi::excerpt(piece, first, count, midi::RestingParts::Kept); }
};

/// The seed that `--seed` names: FILE (its best window), FILE:FIRSTNOTE (from 0, in the order of onset), or starter:N
/// or ensembles:N, the best seed of piece N of a collection that ships, or best:N, the N-th best seed of all the music
/// under `library`; counted from 0. Fails with InvalidSetting or TooLittleMusic, or as reading the music fails.
[[nodiscard]] Result<SeedPlace> seedFromArgument(const std::string& argument, std::size_t notes,
                                                 std::span<const std::string> library, std::stop_token stop);

} // namespace cadenza::app
