#pragma once

#include "core/base/tick.h"
#include "core/playback/message_sink.h"
#include "core/playback/note_tracker.h"
#include "core/playback/performance.h"

#include <array>
#include <cstdint>
#include <optional>
#include <utility>

namespace cadenza::playback {

inline constexpr double kSlowest = 0.25;
inline constexpr double kFastest = 2.0;

/// The event clock: walks through a performance frame by frame and sends what is due. It has no threads and no devices,
/// so tests drive it by hand; one thread at a time. Nothing here locks, allocates or logs.
class Sequencer {
public:
    explicit Sequencer(double sampleRate) : sampleRate_(sampleRate) {}

    // Transport. Everything that leaves a place releases what sounds there.
    void load(const Performance* performance, MessageSink& sink); ///< borrowed until the next `load`
    /// The same music as far as it has sounded, known further by now: goes on as if it had been so from the start.
    void extend(const Performance* performance, MessageSink& sink);
    /// Other music from the same moment on, for comparing: goes on playing if it does.
    void exchange(const Performance* performance, MessageSink& sink);
    void play(MessageSink& sink); ///< from the start when it stands at the end
    void pause(MessageSink& sink);
    void seek(Seconds position, MessageSink& sink);
    void setLoop(std::optional<std::pair<Seconds, Seconds>> range); ///< at least 10 ms long, else it is no loop
    void setTempoScale(double scale);                               ///< clamped to 0.25–2
    void setTranspose(int semitones);                               ///< drums stay; keys that leave 0–127 are silent
    void setMetronome(bool on) { metronome_ = on; }
    void setMuted(int part, bool muted, MessageSink& sink);
    void setSolo(int part, bool solo, MessageSink& sink);
    void strike(int channel, int pitch, int velocity, Seconds length, MessageSink& sink);
    /// A message from a keyboard: sounds at once.
    void live(ChannelMessage message, MessageSink& sink);
    /// Note-offs for every key that is down and for every key of the channels in use, then CC64 0, CC120 and CC123 on
    /// all channels.
    void panic(MessageSink& sink);
    /// Lets go of everything and forgets what the sink was told: the next message begins with programs and pedals.
    void leaveSink(MessageSink& sink);
    void setSampleRate(double sampleRate); ///< another clock drives it from now on

    // The clock: send what is due, render at most `framesUntilDue`, advance by as much, again.
    void emitDue(MessageSink& sink);
    [[nodiscard]] int framesUntilDue(int limit) const; ///< 1…limit, after `emitDue`
    void advance(int frames) { frame_ += frames; }

    [[nodiscard]] std::int64_t frame() const { return frame_; }
    [[nodiscard]] bool playing() const { return playing_; }
    [[nodiscard]] Seconds position() const;
    [[nodiscard]] double perFrame() const { return playing_ ? scale_ / sampleRate_ : 0.0; }
    [[nodiscard]] int heldKeys() const { return notes_.heldKeys(); }
    /// Counts the turns of the timeline: seeks, loops, tempo changes, starts and stops.
    [[nodiscard]] std::uint64_t turns() const { return turns_; }

private:
    struct Struck {
        std::int64_t offFrame{0};
        std::int16_t channel{-1}; ///< −1: free
        std::int16_t pitch{0};
    };
    static constexpr std::size_t kMostStruck = 64;

    [[nodiscard]] std::int64_t frameOf(Seconds at) const;
    [[nodiscard]] PartSet inaudible() const;
    [[nodiscard]] bool looping() const;
    void anchorAt(Seconds position); ///< time goes on from here; what was sent is not sent again
    void moveTo(Seconds position);   ///< the music goes on from here
    void restoreState(MessageSink& sink);
    void releaseSounding(MessageSink& sink);
    void emitMessages(MessageSink& sink);
    void emitBeats(MessageSink& sink);
    void emit(const TimedMessage& message, MessageSink& sink);
    void releaseStruck(MessageSink& sink, bool all);
    void wrapOrEnd(MessageSink& sink);

    const Performance* performance_{nullptr};
    double sampleRate_;
    double scale_{1.0};
    int transpose_{0};
    bool playing_{false};
    bool stateKnown_{false}; ///< the sink has been told programs, controllers and pedals
    bool metronome_{false};
    std::int64_t frame_{0};
    std::int64_t anchorFrame_{0};
    Seconds anchor_{0.0};
    std::size_t next_{0};
    std::size_t nextBeat_{0};
    std::uint64_t turns_{0};
    std::optional<std::pair<Seconds, Seconds>> loop_;
    PartSet muted_;
    PartSet solo_;
    std::array<bool, kMidiChannels> pedalDown_{};
    std::array<Struck, kMostStruck> struck_{};
    NoteTracker notes_;
};

} // namespace cadenza::playback
