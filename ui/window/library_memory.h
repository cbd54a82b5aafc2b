#pragma once

#include "ui/seeds/seed_comparison.h"

#include <string>
#include <unordered_set>
#include <vector>

namespace cadenza::ui {

/// What versions before projects remembered of libraries, in settings of their own. GUI thread.
namespace library_memory {

/// What they remembered.
struct OldMemory {
    std::unordered_set<std::string> leftOut; ///< pieces that are not trained on, by id
    std::vector<SeedPlace> stars;
};
[[nodiscard]] OldMemory takeOld(); ///< and forgets it

} // namespace library_memory
} // namespace cadenza::ui
