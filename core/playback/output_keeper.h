#pragma once

#include "core/playback/engine.h"
#include "core/playback/midi_ports.h"
#include "core/playback/output.h"
#include "core/playback/player.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace cadenza::playback {

/// Keeps an output open behind the engine: opens what is wanted off the caller's thread, falls back to silence and says
/// why, notices when a device goes and comes, readies instruments. Calls return at once.
class OutputKeeper {
public:
    OutputKeeper(Engine& engine, PlayerOptions options);
    ~OutputKeeper(); ///< releases every sounding note, then closes the device

    void choose(OutputChoice choice);
    void setSoundFont(std::optional<std::filesystem::path> soundFont);
    void setOptions(PlayerOptions options);
    void setGain(float gain);
    [[nodiscard]] PlayerOptions options() const;
    /// The instruments of this performance have to be readied; `load` is its number.
    void readyFor(std::shared_ptr<const Performance> performance, std::int64_t load);

    struct Status {
        Loudspeaker loudspeaker{Loudspeaker::Opening};
        std::string output;
        std::optional<Error> problem;
        std::vector<OutputChoice> choices;
        int openings{0}; ///< grows with every clock that starts: the playhead starts a new count
        std::int64_t startedNanoseconds{0};
        std::int64_t startedFrame{0};
        double sampleRate{48000.0};
        int latencyFrames{0};
    };
    [[nodiscard]] Status status() const;
    [[nodiscard]] float takePeak();

private:
    struct Wish {
        PlayerOptions options;
        OutputChoice choice;
        std::shared_ptr<const Performance> performance;
        std::int64_t load{0};
        int reopen{0}; ///< grows with every wish for another device
    };
    void run(const std::stop_token& stop);
    [[nodiscard]] Wish wish() const;
    void open(const Wish& wish);
    [[nodiscard]] Result<void> openSynth(const Wish& wish);
    [[nodiscard]] Result<void> openMidi(const Wish& wish);
    void openSilent(const PlayerOptions& options, Error why);
    void began(const PlayerOptions& options, Loudspeaker loudspeaker, std::optional<Error> problem);
    void close();
    void prepareInstruments(const Wish& wish);
    void look(const Wish& wish);
    void listPorts();

    Engine& engine_;
    mutable std::mutex mutex_; ///< guards wish_, status_ and the identity of output_
    std::condition_variable_any changed_;
    Wish wish_;
    Status status_;
    std::unique_ptr<Output> output_;
    MidiPortList ports_;        ///< of the keeper's thread, like what follows
    std::optional<Error> lost_; ///< the device that went away while it played
    int opened_{-1};
    std::int64_t readied_{0};
    std::int64_t nextLook_{0};
    std::int64_t firstFrame_{0}; ///< the engine's frame when the current output began
    std::jthread thread_;        ///< last: it uses all the others
};

} // namespace cadenza::playback
