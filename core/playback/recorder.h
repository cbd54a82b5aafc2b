#pragma once

#include "core/base/tick.h"
#include "core/midi/piece.h"
#include "core/playback/message_sink.h"

#include <array>
#include <mutex>
#include <optional>
#include <vector>

namespace cadenza::playback {

/// Turns what is played on a keyboard into a piece, with velocity and pedal. Any thread.
class Recorder {
public:
    /// Time starts with the first note; a pedal pressed before it is down from the start.
    void hear(ChannelMessage message, Seconds at);
    [[nodiscard]] std::size_t noteCount() const; ///< begun so far
    /// What was played until `now`, where keys that are still down end: one piano part at 480 ticks per quarter and 120
    /// quarters a minute, so that a tick is about a millisecond.
    [[nodiscard]] midi::Piece finish(Seconds now) const;

private:
    struct Held {
        Seconds since{0.0};
        std::uint8_t velocity{0}; ///< 0: not held
    };
    struct Played {
        std::uint8_t pitch;
        std::uint8_t velocity;
        Seconds from;
        Seconds to;
    };
    void release(std::uint8_t pitch, Seconds at);

    mutable std::mutex mutex_;
    std::optional<Seconds> start_;
    std::array<Held, 128> held_{};
    std::vector<Played> played_;
    std::vector<std::pair<Seconds, std::uint8_t>> pedal_;
};

} // namespace cadenza::playback
