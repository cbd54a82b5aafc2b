#pragma once

#include "ui/seeds/seed_comparison.h"

#include <filesystem>
#include <string>
#include <unordered_set>
#include <vector>

namespace cadenza::ui {

/// What the window remembers of libraries from one day to the next, in its settings. GUI thread.
namespace library_memory {

/// Files, folders and zips that were opened, newest first; those that are gone by now are left out.
[[nodiscard]] std::vector<std::filesystem::path> recent();
void addRecent(const std::vector<std::filesystem::path>& paths);

/// What versions before remembered outside of projects.
struct OldMemory {
    std::unordered_set<std::string> leftOut; ///< pieces that are not trained on, by id
    std::vector<SeedPlace> stars;
};
[[nodiscard]] OldMemory takeOld(); ///< and forgets it

} // namespace library_memory
} // namespace cadenza::ui
