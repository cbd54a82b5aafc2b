#pragma once

#include "core/midi/piece.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cadenza::midi {

/// Which parts of any piece are meant, in words. A word means every part that has it in its own name, in the name of
/// its instrument (“violin”) or of its family (“strings”, “brass”), or in what such instruments are called together
/// (“winds”, “woodwinds”, “keyboard”, “choir”, “percussion”, “drums”); a number means the part at that place of a
/// piece, counted from 1. Words are whole ones in any case, singular or plural; “violin 2” means “Violin II” too.
struct PartSelection {
    std::vector<std::string> words; ///< none: all parts

    [[nodiscard]] bool all() const { return words.empty(); }
    friend bool operator==(const PartSelection&, const PartSelection&) = default;
};

/// What “bass, strings, violin 2” selects.
[[nodiscard]] PartSelection partSelectionFrom(std::string_view commaSeparated);

/// The parts of `piece` that are meant, as ascending indices.
[[nodiscard]] std::vector<std::size_t> partsIn(const Piece& piece, const PartSelection& selection);

/// All parts with notes that are not among `parts`, as ascending indices.
[[nodiscard]] std::vector<std::size_t> otherParts(const Piece& piece, std::span<const std::size_t> parts);

/// The piece with these parts alone. Precondition: every index is below the number of parts.
[[nodiscard]] Piece withParts(const Piece& piece, std::span<const std::size_t> parts);

} // namespace cadenza::midi
