#pragma once

#include "core/base/result.h"
#include "core/base/tick.h"
#include "core/playback/message_sink.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace cadenza::playback {

/// An open MIDI input port: a keyboard to record from or to play through. MidiPortList lists what can be opened.
class MidiInput {
public:
    /// Hears every channel message with its time (monotonic, from an arbitrary start). Called on the port's own thread:
    /// return quickly, for example with Player::playThrough and Recorder::hear.
    using Listener = std::function<void(ChannelMessage message, Seconds at)>;

    /// By stable name, or kVirtualPortName for a port that other programs connect to. Fails with NoMidiDevice.
    [[nodiscard]] static Result<std::unique_ptr<MidiInput>> open(const std::string& name, Listener listener);
    ~MidiInput(); ///< the listener is not called any more once it returns
    MidiInput(const MidiInput&) = delete;
    MidiInput& operator=(const MidiInput&) = delete;

    /// The server died. A keyboard that was unplugged shows in MidiPortList.
    [[nodiscard]] std::optional<Error> trouble() const;

private:
    struct Port;
    explicit MidiInput(std::unique_ptr<Port> port);

    std::unique_ptr<Port> port_;
};

} // namespace cadenza::playback
