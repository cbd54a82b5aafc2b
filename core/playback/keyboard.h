#pragma once

#include "core/base/result.h"
#include "core/playback/midi_input.h"

#include <array>
#include <bitset>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace cadenza::playback {

class MidiPortList;

/// Keeps the chosen keyboard open: looks once a second for what there is, and opens the keyboard by its name when it
/// comes or comes back. A keyboard that goes away with keys or pedals down lets go of them. Every call returns at once;
/// devices are touched on a thread of its own.
class Keyboard {
public:
    /// `listener` is called as MidiInput says, until the destructor returns.
    explicit Keyboard(MidiInput::Listener listener);
    ~Keyboard();
    Keyboard(const Keyboard&) = delete;
    Keyboard& operator=(const Keyboard&) = delete;

    void choose(std::optional<std::string> name); ///< nothing closes it

    struct Status {
        std::vector<std::string> names; ///< what can be chosen, as of the last look
        std::optional<std::string> chosen;
        bool open{false};
        std::optional<Error> problem; ///< why the chosen one is not open
    };
    [[nodiscard]] Status status() const;

private:
    void run(const std::stop_token& stop);
    void look(MidiPortList& ports);
    void hear(ChannelMessage message, Seconds at);
    void close();

    MidiInput::Listener listener_;
    std::array<std::bitset<128>, kMidiChannels> keys_; ///< that are down: of the port's thread, or of ours without one
    std::bitset<kMidiChannels> pedals_;
    mutable std::mutex mutex_; ///< guards status_ and wishes_
    std::condition_variable_any changed_;
    Status status_;
    int wishes_{0};
    std::unique_ptr<MidiInput> input_; ///< of its own thread, like the name it was opened by
    std::string opened_;
    std::jthread thread_; ///< last: it uses all the others
};

} // namespace cadenza::playback
