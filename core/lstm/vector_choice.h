#pragma once

#include "core/base/result.h"

#include <string_view>

namespace cadenza::lstm {

/// Holds this process to one kind of vectors, by Highway's name in any case (AVX3_ZEN4, AVX2, SSE4, …): to measure on
/// one machine what others reach. Before anything else of core/lstm is used. Fails with InvalidSetting, naming the
/// kinds there are, where this processor or this build has no such kind.
[[nodiscard]] Result<void> chooseVectors(std::string_view name);

} // namespace cadenza::lstm
