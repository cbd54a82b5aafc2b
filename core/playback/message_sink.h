#pragma once

#include <cstdint>

namespace cadenza::playback {

/// A MIDI channel message without a time.
struct ChannelMessage {
    std::uint8_t status{0}; ///< with its channel
    std::uint8_t data1{0};
    std::uint8_t data2{0};

    [[nodiscard]] constexpr int kind() const { return status & 0xF0; }
    [[nodiscard]] constexpr int channel() const { return status & 0x0F; }
    friend bool operator==(const ChannelMessage&, const ChannelMessage&) = default;
};

inline constexpr int kNoteOff = 0x80;
inline constexpr int kNoteOn = 0x90;
inline constexpr int kControlChange = 0xB0;
inline constexpr int kProgramChange = 0xC0;
inline constexpr int kPitchBend = 0xE0;
inline constexpr std::uint8_t kSustainPedal = 64;
inline constexpr std::uint8_t kAllSoundOff = 120;
inline constexpr std::uint8_t kAllNotesOff = 123;
inline constexpr int kMidiChannels = 16;
inline constexpr int kDrumChannel = 9;

[[nodiscard]] constexpr ChannelMessage channelMessage(int kind, int channel, int data1, int data2 = 0)
{
    return {static_cast<std::uint8_t>(kind | channel), static_cast<std::uint8_t>(data1),
            static_cast<std::uint8_t>(data2)};
}

/// Where the event clock sends what should sound: a synthesizer, a MIDI port, a recording for tests, nothing.
/// Called on the clock's thread, for the synthesizer the audio callback: no call may lock, allocate or log.
class MessageSink {
public:
    virtual ~MessageSink() = default;
    /// `frame` is when it should sound, in frames of the clock that drives this sink.
    virtual void send(ChannelMessage message, std::int64_t frame) noexcept = 0;
    /// Loudness, 0 and up; 0.6 is the default.
    virtual void setGain(float) noexcept {}
};

} // namespace cadenza::playback
