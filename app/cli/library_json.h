#pragma once

#include "core/library/duplicates.h"
#include "core/library/library.h"

#include <nlohmann/json.hpp>

#include <vector>

namespace cadenza::app {

/// Counts, statistics and shares per composer.
[[nodiscard]] nlohmann::ordered_json jsonOf(const library::Library& library);

/// Every piece: what it is called, where it came from, and its own statistics.
[[nodiscard]] nlohmann::ordered_json entriesJson(const library::Library& library);

[[nodiscard]] nlohmann::ordered_json duplicatesJson(const library::Library& library,
                                                    const std::vector<library::Duplicate>& duplicates);

} // namespace cadenza::app
