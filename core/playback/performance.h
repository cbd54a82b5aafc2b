#pragma once

#include "core/base/tick.h"
#include "core/midi/piece.h"

#include <cstdint>
#include <vector>

namespace cadenza::playback {

/// A MIDI channel message at a moment of a performance.
struct TimedMessage {
    Seconds at;
    std::uint8_t status{0}; ///< with its channel
    std::uint8_t data1{0};
    std::uint8_t data2{0};
    friend bool operator==(const TimedMessage&, const TimedMessage&) = default;
};

/// A piece prepared for sounding: channel messages in time order, note-offs before note-ons at equal times.
/// Immutable; shared with the audio thread.
struct Performance {
    std::vector<TimedMessage> messages;
    Seconds length{0.0};
};

[[nodiscard]] Performance perform(const midi::Piece& piece);

} // namespace cadenza::playback
