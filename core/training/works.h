#pragma once

#include "core/library/library.h"

#include <span>
#include <string>
#include <vector>

namespace cadenza::training {

/// Names the work of each entry, so that a split by work keeps its movements on one side: entries of one folder (or
/// zip folder) whose file names differ only in a closing number or letter after it (waldstein_1, alb_esp3, scn15_2a),
/// and near-duplicates (one sequence stored twice, arrangements that keep most of the notes) share a name.
[[nodiscard]] std::vector<std::string> worksOf(std::span<const library::Entry> entries);

} // namespace cadenza::training
