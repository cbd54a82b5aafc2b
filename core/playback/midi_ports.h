#pragma once

#include "core/base/result.h"
#include "core/playback/jack_watch.h"
#include "core/playback/message_sink.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cadenza::playback {

/// Opened under this name, a port of our own appears that other programs can connect to.
inline constexpr std::string_view kVirtualPortName = "Cadenza (virtual port)";

/// A port's name without the numbers that ALSA gives out anew at every connection ("Piano:Piano MIDI 1 20:0").
[[nodiscard]] std::string stablePortName(std::string_view name);

/// Lists MIDI ports by name, first ALSA's, then JACK's. Keeps its connections, so that asking once a second is cheap.
/// One thread at a time; never throws.
class MidiPortList {
public:
    MidiPortList();
    ~MidiPortList();
    MidiPortList(const MidiPortList&) = delete;
    MidiPortList& operator=(const MidiPortList&) = delete;

    [[nodiscard]] std::vector<std::string> outputs(); ///< what can be played on
    [[nodiscard]] std::vector<std::string> inputs();  ///< what can be listened to
    [[nodiscard]] bool available();                   ///< whether ALSA's sequencer or JACK is there at all

private:
    class Alsa;
    [[nodiscard]] std::vector<std::string> names(JackWatch::Direction direction);
    void connect();

    std::unique_ptr<Alsa> alsa_;
    std::unique_ptr<JackWatch> jack_;
};

/// An open MIDI output port. Messages go through a queue to a thread of the port's own, because a library may block in
/// sending for ever when its server dies; a port that blocks is given up, not waited for.
class MidiOutPort final : public MessageSink {
public:
    /// By stable name, or kVirtualPortName. Fails with NoMidiDevice.
    [[nodiscard]] static Result<std::unique_ptr<MidiOutPort>> open(const std::string& name);
    ~MidiOutPort() override; ///< sends what is queued first, for at most half a second
    MidiOutPort(const MidiOutPort&) = delete;
    MidiOutPort& operator=(const MidiOutPort&) = delete;

    void send(ChannelMessage message, std::int64_t frame) noexcept override;
    void setGain(float gain) noexcept override; ///< as channel volume (CC7) on all channels
    /// The server died, the queue overflowed, or sending blocks. A peer that went away shows in MidiPortList.
    [[nodiscard]] std::optional<Error> trouble() const;

private:
    struct Sender;
    explicit MidiOutPort(std::shared_ptr<Sender> sender) : sender_(std::move(sender)) {}

    std::shared_ptr<Sender> sender_;
};

} // namespace cadenza::playback
