#include "core/playback/timeline.h"

#include <algorithm>
#include <limits>

namespace cadenza::playback {

void Timeline::put(std::uint64_t first, TimelineSegment segment) noexcept
{
    const std::uint64_t end = end_.load(std::memory_order_relaxed);
    const std::uint64_t version = version_.load(std::memory_order_relaxed);
    version_.store(version + 1, std::memory_order_seq_cst);
    Slot& slot = slots_[end % kSegments];
    slot.frame.store(segment.frame, std::memory_order_seq_cst);
    slot.song.store(segment.song, std::memory_order_seq_cst);
    slot.perFrame.store(segment.perFrame, std::memory_order_seq_cst);
    first_.store(first, std::memory_order_seq_cst);
    end_.store(end + 1, std::memory_order_seq_cst);
    version_.store(version + 2, std::memory_order_seq_cst);
}

void Timeline::restart(TimelineSegment segment) noexcept
{
    put(end_.load(std::memory_order_relaxed), segment);
}

void Timeline::append(TimelineSegment segment) noexcept
{
    const std::uint64_t end = end_.load(std::memory_order_relaxed);
    const std::uint64_t first = first_.load(std::memory_order_relaxed);
    put(end + 1 - first > kSegments ? end + 1 - kSegments : first, segment);
}

TimelineSegment Timeline::at(std::int64_t frame) const noexcept
{
    for (;;) {
        const std::uint64_t before = version_.load(std::memory_order_seq_cst);
        const std::uint64_t first = first_.load(std::memory_order_seq_cst);
        std::uint64_t i = end_.load(std::memory_order_seq_cst) - 1;
        while (i > first && slots_[i % kSegments].frame.load(std::memory_order_seq_cst) > frame)
            --i;
        const Slot& slot = slots_[i % kSegments];
        const TimelineSegment found{slot.frame.load(std::memory_order_seq_cst),
                                    slot.song.load(std::memory_order_seq_cst),
                                    slot.perFrame.load(std::memory_order_seq_cst)};
        if (before % 2 == 0 && before == version_.load(std::memory_order_seq_cst))
            return found;
    }
}

namespace {
constexpr double kWindowNanoseconds = 8e9;
constexpr double kMostSlew = 0.01;
} // namespace

void HeardClock::restart(std::int64_t startNanoseconds, std::int64_t startFrame, double sampleRate, int latencyFrames)
{
    sampleRate_ = sampleRate;
    latency_ = latencyFrames;
    estimate_ = static_cast<double>(startFrame) - latency_;
    lastNanoseconds_ = startNanoseconds;
    windowStart_ = startNanoseconds;
    smallestLag_ = std::numeric_limits<double>::max();
    slew_ = 0.0;
}

std::int64_t HeardClock::heard(std::int64_t nowNanoseconds, std::int64_t rendered)
{
    const double passed = static_cast<double>(std::max<std::int64_t>(0, nowNanoseconds - lastNanoseconds_)) * 1e-9;
    lastNanoseconds_ = std::max(lastNanoseconds_, nowNanoseconds);
    const double ahead = estimate_ + passed * sampleRate_ * (1.0 + slew_);
    estimate_ = std::max(estimate_, std::min(ahead, static_cast<double>(rendered)));
    smallestLag_ = std::min(smallestLag_, static_cast<double>(rendered) - estimate_);
    if (static_cast<double>(nowNanoseconds - windowStart_) > kWindowNanoseconds) {
        const double excess = (smallestLag_ - latency_) / (sampleRate_ * kWindowNanoseconds * 1e-9);
        slew_ = std::clamp(excess, -kMostSlew, kMostSlew);
        windowStart_ = nowNanoseconds;
        smallestLag_ = std::numeric_limits<double>::max();
    }
    return static_cast<std::int64_t>(std::max(0.0, estimate_));
}

} // namespace cadenza::playback
