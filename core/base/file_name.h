#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cadenza {

/// A title as a file name. What file systems refuse becomes "_"; control characters and marks that turn the direction
/// of text are left out; never empty, hidden or longer than 120 bytes, cut between characters.
[[nodiscard]] std::string fileNameOf(std::string_view title);

} // namespace cadenza
