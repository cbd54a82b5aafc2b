#pragma once

#include "core/library/library.h"
#include "core/training/split.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cadenza::training {

/// Names the work of each entry, so that a split by work keeps its movements on one side: entries of one folder (or
/// zip folder) whose file names differ only in a closing number or letter after it (waldstein_1, alb_esp3, scn15_2a),
/// and near-duplicates (one sequence stored twice, arrangements that keep most of the notes) share a name.
[[nodiscard]] std::vector<std::string> worksOf(std::span<const library::Entry> entries);

/// `entries` without all that is of the same work as any of `others`: by the names of `worksOf`, by the notes
/// (`library::findDuplicates`), and by the works that `split` names where there is one.
[[nodiscard]] std::vector<library::Entry> withoutWorksOf(std::span<const library::Entry> others,
                                                         std::span<const library::Entry> entries,
                                                         const std::optional<Split>& split = std::nullopt);

} // namespace cadenza::training
