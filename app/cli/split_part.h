#pragma once

#include "core/base/result.h"
#include "core/library/library.h"

#include <string>
#include <vector>

namespace cadenza::app {

/// All of them where `split` is empty, else those that stand in a part (train, valid or test) of this CSV file. Fails
/// as `training::Split::read` does, and with InvalidSetting.
[[nodiscard]] Result<std::vector<library::Entry>> entriesOfPart(std::vector<library::Entry> entries,
                                                                const std::string& split, const std::string& part);

} // namespace cadenza::app
