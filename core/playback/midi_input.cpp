#include "core/playback/midi_input.h"

#include "core/playback/jack_watch.h"
#include "core/playback/midi_ports.h"
#include "core/playback/output.h"
#include "core/playback/rtmidi_guard.h"

#include <utility>
#include <vector>

namespace cadenza::playback {

/// The port is destroyed first: its thread uses the listener.
struct MidiInput::Port {
    std::string name;
    Listener listener;
    std::unique_ptr<JackWatch> jack;
    std::unique_ptr<RtMidiIn> in;

    static void hear(double, std::vector<unsigned char>* bytes, void* self)
    {
        if (!bytes || bytes->empty() || (*bytes)[0] < 0x80 || (*bytes)[0] >= 0xF0)
            return;
        const auto at = [&](std::size_t i) {
            return static_cast<std::uint8_t>(i < bytes->size() ? (*bytes)[i] & 0x7F : 0);
        };
        const Seconds now{static_cast<double>(nowNanoseconds()) * 1e-9};
        static_cast<Port*>(self)->listener({(*bytes)[0], at(1), at(2)}, now);
    }

    /// Opens on one API, listening before the first message can arrive.
    bool openOn(RtMidi::Api api)
    {
        in = makeRtMidi<RtMidiIn>(api);
        try {
            for (unsigned i = 0; in && name != kVirtualPortName && i < in->getPortCount(); ++i)
                if (stablePortName(in->getPortName(i)) == name) {
                    in->setCallback(&Port::hear, this);
                    in->openPort(i, "Cadenza in");
                    return true;
                }
            if (in && name == kVirtualPortName) {
                in->setCallback(&Port::hear, this);
                in->openVirtualPort("Cadenza in");
                return true;
            }
        } catch (const std::exception&) {
            // falls through: this API cannot
        }
        in.reset();
        return false;
    }
};

MidiInput::MidiInput(std::unique_ptr<Port> port) : port_(std::move(port)) {}

MidiInput::~MidiInput()
{
    try {
        port_->in->cancelCallback();
        port_->in->closePort();
    } catch (const std::exception&) {
        // a device that is gone cannot be closed more than it is
    }
}

Result<std::unique_ptr<MidiInput>> MidiInput::open(const std::string& name, Listener listener)
{
    tameDeviceLibraries();
    auto port = std::make_unique<Port>();
    port->name = name;
    port->listener = std::move(listener);
    if (alsaSequencerThere() && port->openOn(RtMidi::LINUX_ALSA))
        return std::unique_ptr<MidiInput>(new MidiInput(std::move(port)));
    port->jack = JackWatch::connect();
    if (port->jack && port->openOn(RtMidi::UNIX_JACK))
        return std::unique_ptr<MidiInput>(new MidiInput(std::move(port)));
    return failure(Fault::NoMidiDevice, name);
}

std::optional<Error> MidiInput::trouble() const
{
    if (port_->jack && !port_->jack->alive())
        return Error{Fault::NoMidiDevice, port_->name, "the JACK server went away", std::nullopt};
    return std::nullopt;
}

} // namespace cadenza::playback
