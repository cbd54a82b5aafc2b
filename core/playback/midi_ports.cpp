#include "core/playback/midi_ports.h"

#include "core/playback/rtmidi_guard.h"

#include <algorithm>
#include <cctype>

namespace cadenza::playback {

std::string stablePortName(std::string_view name)
{
    const std::size_t space = name.rfind(' ');
    if (space == std::string_view::npos)
        return std::string(name);
    const std::string_view tail = name.substr(space + 1);
    const auto numeric = [](char c) { return std::isdigit(static_cast<unsigned char>(c)) || c == ':'; };
    const bool numbers = tail.find(':') != std::string_view::npos && std::ranges::all_of(tail, numeric);
    return std::string(numbers ? name.substr(0, space) : name);
}

/// RtMidi only looks here; it opens nothing.
class MidiPortList::Alsa {
public:
    std::unique_ptr<RtMidiOut> out{makeRtMidi<RtMidiOut>(RtMidi::LINUX_ALSA)};
    std::unique_ptr<RtMidiIn> in{makeRtMidi<RtMidiIn>(RtMidi::LINUX_ALSA)};

    [[nodiscard]] static std::vector<std::string> namesOf(RtMidi* ports)
    {
        std::vector<std::string> names;
        try {
            for (unsigned i = 0; ports && i < ports->getPortCount(); ++i)
                names.push_back(stablePortName(ports->getPortName(i)));
        } catch (const std::exception&) {
            names.clear();
        }
        return names;
    }
};

MidiPortList::MidiPortList() = default;
MidiPortList::~MidiPortList() = default;

void MidiPortList::connect()
{
    if (!alsa_ && alsaSequencerThere())
        alsa_ = std::make_unique<Alsa>();
    if (jack_ && !jack_->alive())
        jack_.reset();
    if (!jack_)
        jack_ = JackWatch::connect();
}

bool MidiPortList::available()
{
    connect();
    return (alsa_ && alsa_->out) || jack_;
}

std::vector<std::string> MidiPortList::names(JackWatch::Direction direction)
{
    connect();
    std::vector<std::string> names;
    if (alsa_)
        names = Alsa::namesOf(direction == JackWatch::Direction::ToPort ? static_cast<RtMidi*>(alsa_->out.get())
                                                                        : static_cast<RtMidi*>(alsa_->in.get()));
    if (jack_)
        std::ranges::move(jack_->midiPorts(direction), std::back_inserter(names));
    std::erase_if(names, [](const std::string& name) { return name.starts_with("Cadenza"); });
    std::vector<std::string> unique;
    for (std::string& name : names)
        if (std::ranges::find(unique, name) == unique.end())
            unique.push_back(std::move(name));
    return unique;
}

std::vector<std::string> MidiPortList::outputs()
{
    return names(JackWatch::Direction::ToPort);
}

std::vector<std::string> MidiPortList::inputs()
{
    return names(JackWatch::Direction::FromPort);
}

} // namespace cadenza::playback
