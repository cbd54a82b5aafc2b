#pragma once

#include "core/midi/piece.h"

#include <string>
#include <string_view>
#include <vector>

namespace cadenza::midi {

/// The hand a track's name speaks of (“Piano right”, “R.H.”, “main gauche”); Unknown when it names none or both.
[[nodiscard]] Hand handNamed(std::string_view trackName);

/// The name of the instrument in a track name that also names a hand: “Piano right” is “Piano”.
[[nodiscard]] std::string withoutHand(std::string_view trackName);

} // namespace cadenza::midi
