#pragma once

#include "core/base/result.h"
#include "core/generation/settings.h"

#include <string>
#include <string_view>

namespace cadenza::generation {

/// Every dial as a JSON object, indented, in a fixed order: what `--settings` reads.
[[nodiscard]] std::string toJson(const GenerationSettings& settings);

/// Dials from a JSON object; what it leaves out keeps its default. Fails with InvalidSetting: not JSON, a name that is
/// no dial (so that a slip of the pen is not ignored), a value of the wrong kind, or one that `validate` refuses.
[[nodiscard]] Result<GenerationSettings> settingsFromJson(std::string_view json);

} // namespace cadenza::generation
