#pragma once

#include <cstdint>
#include <string_view>

namespace cadenza::midi {

/// "Closed hi-hat": what a key of the drum channel strikes (General MIDI 1, table 3); empty for a key that it does not
/// name.
[[nodiscard]] std::string_view drumName(std::uint8_t key);

} // namespace cadenza::midi
