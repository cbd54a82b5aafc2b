#pragma once

#include "core/base/result.h"
#include "core/playback/message_sink.h"
#include "core/playback/performance.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cadenza::playback {

enum class OutputKind { Synth, Midi };

/// Something that can sound.
struct OutputChoice {
    OutputKind kind{OutputKind::Synth};
    std::string name{}; ///< a MIDI port's name, or kVirtualPortName; for the synth empty
    friend bool operator==(const OutputChoice&, const OutputChoice&) = default;
};

enum class Loudspeaker {
    Opening,  ///< devices are being tried
    Sounding, ///< a real device plays
    Silent,   ///< nothing can sound: time runs and the playhead moves, and `PlayerState::problem` says why
};

/// Names for PlayerOptions::driver, in the order they are tried.
[[nodiscard]] std::span<const std::string_view> audioDrivers();

/// A snapshot of the transport, for the window's timer.
struct PlayerState {
    bool playing{false};
    Seconds position{0.0}; ///< from audio frames; never runs backwards while playing
    Seconds length{0.0};
    Loudspeaker loudspeaker{Loudspeaker::Opening};
    std::string output;           ///< for example "PulseAudio · FluidR3Mono_GM.sf3"
    std::optional<Error> problem; ///< why it is silent, or what just happened to the device
    float peak{0.0F};             ///< output level since the last call, 0…1
};

/// Settings of the player that a person can change. Defaults try everything.
struct PlayerOptions {
    OutputChoice output{};                            ///< the first; `Player::chooseOutput` takes another
    std::optional<std::filesystem::path> soundFont{}; ///< empty: ordered search, see soundfonts/README.md
    bool forceSilent{false};                          ///< never open a device: tests and servers
    float gain{0.6F};
    bool reverb{true};
    bool chorus{true};
    int polyphony{256};
    int periodFrames{256}; ///< of the audio device; 64, 256 and 512 are what people need
    int periods{4};
    std::string driver{};                    ///< empty: the first that opens, see PlayerState::output
    Seconds extraLatency{0.0};               ///< of the instrument or loudspeaker: the playhead waits for it
    std::shared_ptr<MessageSink> listener{}; ///< with forceSilent: hears what would have sounded
};

/// The transport. Every call returns at once and may come from any one thread; devices are opened, and the event clock
/// runs, on threads of its own.
class Player {
public:
    explicit Player(PlayerOptions options = {});
    ~Player(); ///< releases every sounding note first
    Player(const Player&) = delete;
    Player& operator=(const Player&) = delete;

    /// Replaces what is played; stops what sounds. Position goes to 0.
    void load(std::shared_ptr<const Performance> performance);
    /// The same music as far as it has sounded, known further by now, such as a take that grows: it goes on.
    void extend(std::shared_ptr<const Performance> performance);
    /// Other music from the same position on; what plays goes on playing. `load` where nothing was loaded.
    void exchange(std::shared_ptr<const Performance> performance);
    void play();
    void pause();
    void stop(); ///< pause and go to the start
    void seek(Seconds position);
    void setLoop(std::optional<std::pair<Seconds, Seconds>> range);
    void setTempoScale(double scale); ///< 0.25–2
    void setTranspose(int semitones); ///< drums stay as they are
    void setMetronome(bool on);
    void setMuted(int part, bool muted); ///< parts as in TimedMessage; `load` forgets mutes and solos
    void setSolo(int part, bool solo);
    void setGain(float gain);
    void panic(); ///< note-offs, CC64 0, CC120 and CC123 on all channels
    /// A single note at once, for clicking a key: off again after `length`.
    void strike(std::uint8_t pitch, std::uint8_t velocity, Seconds length);

    /// What a keyboard sends, to be heard at once. From one thread, which need not be the one of the other calls.
    void playThrough(ChannelMessage message) noexcept;

    void chooseOutput(OutputChoice choice); ///< the current one again: try its devices anew
    void setSoundFont(std::optional<std::filesystem::path> soundFont);
    void setOptions(PlayerOptions options);                  ///< opens the output anew with them
    [[nodiscard]] PlayerOptions options() const;             ///< as asked for last
    [[nodiscard]] std::vector<OutputChoice> outputs() const; ///< what was there at the last look, about once a second
    [[nodiscard]] PlayerState state();

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace cadenza::playback
