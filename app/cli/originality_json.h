#pragma once

#include "core/originality/fingerprints.h"
#include "core/originality/resemblance.h"

#include <nlohmann/json.hpp>

#include <string>

namespace cadenza::app {

[[nodiscard]] nlohmann::ordered_json jsonOf(const originality::CopiedPassage& passage);
[[nodiscard]] nlohmann::ordered_json jsonOf(const originality::Resemblance& resemblance);

/// What held-out music shares with the training music: means, and the 95 % that lie in the middle.
[[nodiscard]] nlohmann::ordered_json humanBaselineOf(const originality::Fingerprints& fingerprints);

/// "23 notes as in Bach: Prelude 1, bar 5 (3 % copied)", for people.
[[nodiscard]] std::string wordsFor(const originality::Resemblance& resemblance);

} // namespace cadenza::app
