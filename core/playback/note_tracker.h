#pragma once

#include "core/playback/message_sink.h"

#include <array>
#include <bitset>
#include <cstdint>

namespace cadenza::playback {

inline constexpr int kMostParts = 256; ///< that can be muted or played alone; what lies beyond counts as the last
using PartSet = std::bitset<kMostParts>;

/// Who pressed a key: the score, or a hand (a keyboard, a click on the roll, the metronome). Each lets go only of its
/// own.
enum class KeySource : std::uint8_t { Score, Hand };

/// Knows every key that is down at a sink, so that each one is let go. What it sends alternates strictly between
/// note-on and note-off for every channel and key. Clock thread only; never allocates.
class NoteTracker {
public:
    /// Presses `pitch` on behalf of the score's `key` (they differ by the transposition). A key that is held already is
    /// released first.
    void press(MessageSink& sink, std::int64_t frame, KeySource source, int channel, int key, int pitch, int velocity,
               int part);
    /// Lets go what `key` pressed; nothing happens when it holds nothing.
    void release(MessageSink& sink, std::int64_t frame, KeySource source, int channel, int key);
    void releaseParts(MessageSink& sink, std::int64_t frame, const PartSet& parts);
    void releaseAll(MessageSink& sink, std::int64_t frame, KeySource source);

    [[nodiscard]] int heldKeys() const { return held_; }
    [[nodiscard]] bool usedChannel(int channel) const { return used_[static_cast<std::size_t>(channel)]; }

private:
    static constexpr std::int16_t kNothing = -1;
    struct Hold {
        std::int16_t pitch{kNothing};
        std::uint16_t part{0};
    };
    [[nodiscard]] Hold& hold(KeySource source, int channel, int key);
    [[nodiscard]] std::uint8_t& count(int channel, int pitch);

    std::array<std::array<std::array<Hold, 128>, kMidiChannels>, 2> holds_{}; ///< by the score's key
    std::array<std::array<std::uint8_t, 128>, kMidiChannels> counts_{};       ///< by sounding pitch: keys that hold it
    std::array<bool, kMidiChannels> used_{};
    int held_{0};
};

} // namespace cadenza::playback
