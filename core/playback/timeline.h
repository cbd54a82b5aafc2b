#pragma once

#include "core/base/tick.h"

#include <array>
#include <atomic>
#include <cstdint>

namespace cadenza::playback {

/// From `frame` on the music stands at `song` and moves by `perFrame` seconds of music a frame (0: it rests).
struct TimelineSegment {
    std::int64_t frame{0};
    double song{0.0};
    double perFrame{0.0};
    [[nodiscard]] Seconds positionAt(std::int64_t at) const
    {
        return Seconds{song + (at > frame ? static_cast<double>(at - frame) * perFrame : 0.0)};
    }
};

/// How frames map to the music, told by the clock thread to the window's: a short history, because what is heard now
/// was rendered a while ago. One writer, which never waits; one reader, which retries while the writer writes.
class Timeline {
public:
    /// Forgets the past: what a person did (seek, stop, load) shows at once.
    void restart(TimelineSegment segment) noexcept;
    /// What the music did by itself, or what need not show before it is heard (loop, tempo, play, pause).
    void append(TimelineSegment segment) noexcept;
    /// The segment in force at `frame`: the newest that does not begin later, else the oldest remembered.
    [[nodiscard]] TimelineSegment at(std::int64_t frame) const noexcept;

private:
    static constexpr std::uint64_t kSegments = 64;
    struct Slot {
        std::atomic<std::int64_t> frame{0};
        std::atomic<double> song{0.0};
        std::atomic<double> perFrame{0.0};
    };
    void put(std::uint64_t first, TimelineSegment segment) noexcept;

    std::array<Slot, kSegments> slots_{};
    std::atomic<std::uint64_t> version_{0}; ///< odd while the writer writes
    std::atomic<std::uint64_t> first_{0};
    std::atomic<std::uint64_t> end_{1};
};

/// Where the loudspeaker is, smoothly: free-running at the nominal rate behind the rendered frames, which arrive in
/// bursts (up to seconds with some sound servers). Never runs backwards. Reader's thread only.
class HeardClock {
public:
    void restart(std::int64_t startNanoseconds, std::int64_t startFrame, double sampleRate, int latencyFrames);
    /// The frame heard at `nowNanoseconds` when `rendered` frames have been rendered so far.
    [[nodiscard]] std::int64_t heard(std::int64_t nowNanoseconds, std::int64_t rendered);

private:
    double sampleRate_{44100.0};
    double latency_{0.0};
    double estimate_{0.0};
    std::int64_t lastNanoseconds_{0};
    std::int64_t windowStart_{0};
    double smallestLag_{0.0};
    double slew_{0.0}; ///< correction of the rate, at most 1 %
};

} // namespace cadenza::playback
