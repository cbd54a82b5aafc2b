#pragma once

#include "core/playback/message_sink.h"
#include "core/playback/sequencer.h"
#include "core/playback/spsc_queue.h"
#include "core/playback/timeline.h"

#include <atomic>
#include <cstdint>

namespace cadenza::playback {

/// What the window asks of the clock thread. Plain data: it travels through a queue.
struct Command {
    enum class Kind : std::uint8_t {
        Load,     ///< performance, number (of the load)
        Extend,   ///< the same, see `Sequencer::extend`
        Exchange, ///< the same, see `Sequencer::exchange`
        Play,
        Pause,
        Stop,
        Seek,      ///< a
        Loop,      ///< a, b; flag: there is one
        Tempo,     ///< a
        Transpose, ///< number
        Metronome, ///< flag
        Mute,      ///< number (of the part), flag
        Solo,      ///< number (of the part), flag
        Gain,      ///< a
        Strike,    ///< number (pitch), b (velocity), a (seconds)
        Panic,
    };
    Kind kind{Kind::Play};
    bool flag{false};
    bool mustPrepare{false}; ///< Load: instruments have to be readied first, see `Engine::waitingFor`
    std::int64_t number{0};
    double a{0.0};
    double b{0.0};
    const Performance* performance{nullptr};
    std::uint64_t serial{0};
};

/// The sequencer with its connections to other threads: commands in, position out. Exactly one clock thread drives it
/// at a time and one control thread commands it. The clock's side neither locks, allocates nor logs.
class Engine {
public:
    explicit Engine(double sampleRate) : sequencer_(sampleRate) {}

    // Control thread.
    bool post(const Command& command) noexcept { return commands_.push(command); }
    [[nodiscard]] std::uint64_t doneSerial() const noexcept { return doneSerial_.load(std::memory_order_acquire); }
    /// Performances of loads before this one are no longer used.
    [[nodiscard]] std::int64_t adoptedLoad() const noexcept { return adopted_.load(std::memory_order_acquire); }
    [[nodiscard]] std::int64_t rendered() const noexcept { return rendered_.load(std::memory_order_acquire); }
    [[nodiscard]] TimelineSegment segmentAt(std::int64_t frame) const noexcept { return timeline_.at(frame); }

    // A keyboard's thread.
    bool postLive(ChannelMessage message) noexcept { return live_.push(message); }

    // The device thread. While `waitingFor()` names a load that was not yet declared ready, the clock thread stays away
    // from the instrument, so that another thread may load its samples.
    [[nodiscard]] std::int64_t waitingFor() const noexcept { return waitingFor_.load(std::memory_order_acquire); }
    void declareReady(std::int64_t load) noexcept { ready_.store(load, std::memory_order_release); }

    // The clock's thread. `beginSlice` sends what is due; then `frames` may be rendered, and `endSlice` told so.
    struct Slice {
        int frames{0};
        bool away{false}; ///< write silence and leave the instrument alone
    };
    [[nodiscard]] Slice beginSlice(int limit, MessageSink& sink) noexcept;
    void endSlice(int frames) noexcept;
    [[nodiscard]] bool playing() const noexcept { return sequencer_.playing(); }

    // Between two clocks: nobody drives.
    void leaveSink(MessageSink& sink) noexcept;
    void setSampleRate(double sampleRate) noexcept;

private:
    void obey(const Command& command, MessageSink& sink) noexcept;
    void adopt(const Command& command, void (Sequencer::*take)(const Performance*, MessageSink&),
               MessageSink& sink) noexcept;
    void publish(bool restart) noexcept;

    Sequencer sequencer_;
    SpscQueue<Command, 1024> commands_;
    SpscQueue<ChannelMessage, 1024> live_;
    Timeline timeline_;
    std::uint64_t publishedTurns_{0};
    std::int64_t loadAhead_{0};
    std::atomic<std::uint64_t> doneSerial_{0};
    std::atomic<std::int64_t> adopted_{0};
    std::atomic<std::int64_t> rendered_{0};
    std::atomic<std::int64_t> waitingFor_{0};
    std::atomic<std::int64_t> ready_{0};
};

} // namespace cadenza::playback
