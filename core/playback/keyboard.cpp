#include "core/playback/keyboard.h"

#include "core/playback/midi_ports.h"
#include "core/playback/output.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace cadenza::playback {
namespace {

constexpr std::chrono::seconds kLookEvery{1};
constexpr int kReleaseVelocity = 64;

} // namespace

Keyboard::Keyboard(MidiInput::Listener listener)
    : listener_(std::move(listener)), thread_([this](const std::stop_token& stop) { run(stop); })
{
}

Keyboard::~Keyboard()
{
    thread_.request_stop();
    thread_.join();
}

void Keyboard::choose(std::optional<std::string> name)
{
    const std::lock_guard lock(mutex_);
    status_.chosen = std::move(name);
    status_.open = false;
    ++wishes_;
    changed_.notify_all();
}

Keyboard::Status Keyboard::status() const
{
    const std::lock_guard lock(mutex_);
    return status_;
}

void Keyboard::run(const std::stop_token& stop)
{
    MidiPortList ports;
    while (!stop.stop_requested()) {
        std::unique_lock lock(mutex_);
        const int served = wishes_;
        lock.unlock();
        look(ports);
        lock.lock();
        changed_.wait_for(lock, stop, kLookEvery, [&] { return wishes_ != served; });
    }
    close();
}

void Keyboard::look(MidiPortList& ports)
{
    auto names = ports.inputs();
    if (ports.available())
        names.emplace_back(kVirtualPortName);
    const auto chosen = status().chosen;
    const bool there = chosen && std::ranges::find(names, *chosen) != names.end();
    if (input_ && (!there || opened_ != *chosen || input_->trouble()))
        close();
    std::optional<Error> problem;
    if (chosen && !there)
        problem = Error{Fault::NoMidiDevice, *chosen, "it is not connected", std::nullopt};
    else if (chosen && !input_) {
        if (auto opened = MidiInput::open(*chosen, [this](ChannelMessage message, Seconds at) { hear(message, at); })) {
            input_ = std::move(*opened);
            opened_ = *chosen;
        } else {
            problem = opened.error();
        }
    }
    const std::lock_guard lock(mutex_);
    status_.names = std::move(names);
    if (status_.chosen == chosen) { // otherwise it is looked at again at once
        status_.open = input_ != nullptr;
        status_.problem = std::move(problem);
    }
}

void Keyboard::hear(ChannelMessage message, Seconds at)
{
    const auto channel = static_cast<std::size_t>(message.channel());
    if (message.kind() == kNoteOn || message.kind() == kNoteOff)
        keys_[channel].set(message.data1 & 0x7FU, message.kind() == kNoteOn && message.data2 > 0);
    else if (message.kind() == kControlChange && message.data1 == kSustainPedal)
        pedals_.set(channel, message.data2 > 0);
    listener_(message, at);
}

void Keyboard::close()
{
    input_.reset();
    const Seconds now{static_cast<double>(nowNanoseconds()) * 1e-9};
    for (int channel = 0; channel < kMidiChannels; ++channel) {
        const auto c = static_cast<std::size_t>(channel);
        for (int key = 0; key < 128; ++key)
            if (keys_[c].test(static_cast<std::size_t>(key)))
                hear(channelMessage(kNoteOff, channel, key, kReleaseVelocity), now);
        if (pedals_.test(c))
            hear(channelMessage(kControlChange, channel, kSustainPedal), now);
    }
}

} // namespace cadenza::playback
