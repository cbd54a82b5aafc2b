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

/// Pieces that are not trained on, by id.
[[nodiscard]] std::unordered_set<std::string> leftOut();
void setLeftOut(const std::unordered_set<std::string>& ids);

[[nodiscard]] std::vector<SeedPlace> stars();
void setStars(const std::vector<SeedPlace>& stars);

} // namespace library_memory
} // namespace cadenza::ui
