#pragma once

#include "core/base/tick.h"
#include "core/midi/piece.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace cadenza::playback {

/// A MIDI channel message at a moment of a performance.
struct TimedMessage {
    Seconds at;
    std::uint8_t status{0}; ///< with its channel
    std::uint8_t data1{0};
    std::uint8_t data2{0};
    std::uint16_t part{0}; ///< index of the part it belongs to, for solo and mute
    friend bool operator==(const TimedMessage&, const TimedMessage&) = default;
};

/// A beat the metronome would click on.
struct Beat {
    Seconds at;
    bool downbeat{false};
    friend bool operator==(const Beat&, const Beat&) = default;
};

/// A piece prepared for sounding: channel messages in time order, note-offs before note-ons at equal times. Every
/// note-on has exactly one note-off, which comes before the next note-on of its channel and key. Immutable; shared with
/// the audio thread.
struct Performance {
    std::vector<TimedMessage> messages;
    Seconds length{0.0};
    std::vector<Beat> beats{};     ///< sorted
    std::vector<Seconds> starts{}; ///< where each piece begins; one entry for a single piece
};

/// Prepares a piece. Parts that would share a channel get channels of their own while there are any, and then share one
/// with their like, each note with the program of its part; drums go to channel 9. A key that is struck again while it
/// sounds is released first.
[[nodiscard]] Performance perform(const midi::Piece& piece);

/// Several performances one after the other (a seed, then a take), with silence of `pause` between them.
[[nodiscard]] Performance inTurn(std::span<const Performance> performances, Seconds pause);

/// A chord to find out whether anything sounds.
[[nodiscard]] Performance testTone();

} // namespace cadenza::playback
