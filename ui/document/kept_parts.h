#pragma once

#include "core/generation/part_takes.h"

#include <cstddef>
#include <vector>

namespace cadenza::ui {

/// What became of each part of `source` in a take on a seed that begins with note `first` of it and has `seedNotes`
/// notes in the take: kept where all that follows the seed is as written there, or as the seed itself was when it was
/// played once more.
[[nodiscard]] std::vector<generation::PartRole> rolesIn(const midi::Piece& take, std::size_t seedNotes,
                                                        const midi::Piece& source, std::size_t first);

/// Which parts of the take are kept by these roles of the parts of `source`.
[[nodiscard]] std::vector<bool> keptIn(const midi::Piece& take, const std::vector<generation::PartRole>& roles,
                                       const midi::Piece& source);

} // namespace cadenza::ui
