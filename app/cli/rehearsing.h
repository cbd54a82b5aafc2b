#pragma once

#include "app/cli/ranked_seeds.h"
#include "core/base/result.h"

#include <stop_token>
#include <string>
#include <vector>

namespace cadenza::app {

/// Lets a MODEL rehearse seeds: adds the reason “rehearsal” to each that it can continue and ranks them anew. Fails as
/// reading a model does, or with Cancelled.
[[nodiscard]] Result<std::vector<RankedSeed>> rehearsed(std::vector<RankedSeed> ranked, const std::string& model,
                                                        std::stop_token stop);

} // namespace cadenza::app
