#include "core/playback/midi_ports.h"
#include "core/playback/paced_output.h"
#include "core/playback/rtmidi_guard.h"
#include "core/playback/spsc_queue.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <semaphore>
#include <thread>

namespace cadenza::playback {
namespace {

constexpr std::int64_t kBlockedAfter = 1'000'000'000;
constexpr std::chrono::milliseconds kDrainTime{500};
constexpr std::uint8_t kChannelVolume = 7;
constexpr float kUsualGain = 0.6F;
constexpr float kUsualVolume = 100.0F;

std::optional<unsigned> indexOf(RtMidiOut& port, const std::string& name)
{
    for (unsigned i = 0; i < port.getPortCount(); ++i)
        if (stablePortName(port.getPortName(i)) == name)
            return i;
    return std::nullopt;
}

/// Opens on one API; the list of ports is read just before, for RtMidi opens whatever index it is given.
std::unique_ptr<RtMidiOut> openOn(RtMidi::Api api, const std::string& name)
{
    auto port = makeRtMidi<RtMidiOut>(api);
    if (!port)
        return nullptr;
    try {
        if (name == kVirtualPortName) {
            port->openVirtualPort("Cadenza");
            return port;
        }
        const auto index = indexOf(*port, name);
        if (!index)
            return nullptr;
        port->openPort(*index, "Cadenza");
        return port;
    } catch (const std::exception&) {
        return nullptr;
    }
}

} // namespace

/// What the sending thread owns. It outlives the port where that thread is stuck.
struct MidiOutPort::Sender {
    std::string name;
    std::unique_ptr<RtMidiOut> port;
    std::unique_ptr<JackWatch> jack;
    SpscQueue<ChannelMessage, 8192> queue;
    std::counting_semaphore<> awake{0};
    std::atomic<bool> ending{false};
    std::atomic<bool> lost{false};
    std::atomic<bool> done{false};
    std::atomic<std::int64_t> busySince{0}; ///< 0 while it rests

    void run()
    {
        askForRealTime();
        while (true) {
            awake.acquire();
            while (const auto message = queue.pop())
                pass(*message);
            if (ending.load(std::memory_order_acquire))
                break;
        }
        try {
            if (port && !lost)
                port->closePort();
        } catch (const std::exception&) {
            lost = true;
        }
        done.store(true, std::memory_order_release);
    }

    void pass(ChannelMessage message)
    {
        if (lost || (jack && !jack->alive())) {
            lost = true;
            return;
        }
        const std::array<unsigned char, 3> bytes{message.status, message.data1, message.data2};
        busySince = nowNanoseconds();
        try {
            port->sendMessage(bytes.data(), message.kind() == kProgramChange || message.kind() == 0xD0 ? 2 : 3);
        } catch (const std::exception&) {
            lost = true;
        }
        busySince = 0;
    }

    [[nodiscard]] bool blocked() const
    {
        const std::int64_t since = busySince;
        return since != 0 && nowNanoseconds() - since > kBlockedAfter;
    }
};

Result<std::unique_ptr<MidiOutPort>> MidiOutPort::open(const std::string& name)
{
    tameDeviceLibraries();
    auto sender = std::make_shared<Sender>();
    sender->name = name;
    if (alsaSequencerThere())
        sender->port = openOn(RtMidi::LINUX_ALSA, name);
    if (!sender->port) {
        sender->jack = JackWatch::connect();
        if (sender->jack)
            sender->port = openOn(RtMidi::UNIX_JACK, name);
    }
    if (!sender->port)
        return failure(Fault::NoMidiDevice, name);
    std::thread([sender] { sender->run(); }).detach();
    return std::unique_ptr<MidiOutPort>(new MidiOutPort(std::move(sender)));
}

MidiOutPort::~MidiOutPort()
{
    sender_->ending.store(true, std::memory_order_release);
    sender_->awake.release();
    const auto deadline = std::chrono::steady_clock::now() + kDrainTime;
    while (!sender_->done.load(std::memory_order_acquire) && std::chrono::steady_clock::now() < deadline)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

void MidiOutPort::send(ChannelMessage message, std::int64_t) noexcept
{
    if (!sender_->queue.push(message))
        sender_->lost = true;
    sender_->awake.release();
}

void MidiOutPort::setGain(float gain) noexcept
{
    const int volume = std::clamp(static_cast<int>(kUsualVolume * gain / kUsualGain), 0, 127);
    for (int channel = 0; channel < kMidiChannels; ++channel)
        send(channelMessage(kControlChange, channel, kChannelVolume, volume), 0);
}

std::optional<Error> MidiOutPort::trouble() const
{
    if (sender_->jack && !sender_->jack->alive())
        return Error{Fault::NoMidiDevice, sender_->name, "the JACK server went away", std::nullopt};
    if (sender_->lost || sender_->blocked())
        return Error{Fault::NoMidiDevice, sender_->name, "it takes no more messages", std::nullopt};
    return std::nullopt;
}

} // namespace cadenza::playback
