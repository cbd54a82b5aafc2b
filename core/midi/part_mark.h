#pragma once

#include "core/midi/track_parser.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace cadenza::midi {

/// A part mark as the data of a sequencer-specific meta event (FF 7F): 7D (the id for non-commercial use), "cadenza",
/// a version byte 1, part (two bytes), hand, event channel, part channel, drums.
[[nodiscard]] std::vector<std::uint8_t> partMarkBytes(const PartMark& mark);

/// The mark those bytes hold; nothing when they are someone else's.
[[nodiscard]] std::optional<PartMark> readPartMark(std::span<const std::uint8_t> data);

} // namespace cadenza::midi
