#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace cadenza::midi {

/// The text of a meta event as UTF-8: taken as UTF-8, else as Shift-JIS (code page 932), else as Windows-1252, by what
/// fits. RP-001 leaves the encoding open, and files in the wild use all three. Control characters become spaces, runs
/// of spaces one space, and none are left at either end.
[[nodiscard]] std::string decodeText(std::span<const std::uint8_t> bytes);

} // namespace cadenza::midi
