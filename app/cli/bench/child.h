#pragma once

#include "core/base/result.h"

#include <functional>
#include <string>

namespace cadenza::app::bench {

/// Runs a line of the shell and hands on each line that it prints, as it comes. Fails with NotFound where there is no
/// shell, and with Internal where nothing was printed.
[[nodiscard]] Result<void> readLinesOf(const std::string& command, const std::function<void(const std::string&)>& read);

} // namespace cadenza::app::bench
