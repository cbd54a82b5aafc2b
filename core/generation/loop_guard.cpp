#include "core/generation/loop_guard.h"

#include "core/encoding/parts.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

namespace cadenza::generation {
namespace {

constexpr std::size_t kMemory = 128;
constexpr std::size_t kGram = 6;
constexpr int kFreeRepeats = 3;
constexpr std::size_t kLongestCycle = 32;
constexpr std::size_t kShortestLoop = 32; ///< notes that a cycle must fill before it is weighed down
constexpr std::size_t kStuckLoop = 40;
constexpr std::size_t kMostTakenBack = 8;
constexpr std::size_t kEntropyNotes = 32;
constexpr double kLowEntropy = 0.5;
constexpr double kHighestWarmth = 1.5;
constexpr double kWarmthStep = 0.05;
constexpr double kWarmthAfterTakingBack = 1.3;

/// Notes that a cycle may fill before it is weighed down, and before it is stuck.
std::size_t weighedAt(std::size_t period)
{
    return std::max(period * 5 / 2, kShortestLoop);
}
std::size_t stuckAt(std::size_t period)
{
    return std::max(period * 3, kStuckLoop);
}

} // namespace

void LoopGuard::hear(const encoding::Event& event)
{
    const bool drums = encoding::isDrums(event.part);
    const std::uint8_t step = stepSinceNote(event.step);
    drumSteps_.push_back(drums ? std::optional(event.step) : std::nullopt);
    if (drums)
        return;
    const int interval = pitches_.empty() ? 0 : int{event.pitch} - pitches_.back();
    pairs_.push_back({step, static_cast<std::int16_t>(interval)});
    pitches_.push_back(event.pitch);
}

std::uint8_t LoopGuard::stepSinceNote(std::uint8_t step) const
{
    for (auto earlier = drumSteps_.rbegin(); earlier != drumSteps_.rend() && *earlier; ++earlier)
        step = std::max(step, **earlier);
    return step;
}

void LoopGuard::hearEntropy(double nats)
{
    entropies_.push_back(nats);
    if (entropies_.size() < kEntropyNotes)
        return;
    const double mean = std::accumulate(entropies_.end() - kEntropyNotes, entropies_.end(), 0.0) / kEntropyNotes;
    warmth_ = std::clamp(warmth_ + (mean < kLowEntropy ? kWarmthStep : -kWarmthStep), 1.0, kHighestWarmth);
}

/// Notes at the end that agree with those `period` earlier, and the first turn before them; 0 when none agree.
std::size_t LoopGuard::runOf(std::size_t period) const
{
    std::size_t agreeing = 0;
    while (agreeing + period < pairs_.size() && agreeing < kMemory
           && pairs_[pairs_.size() - 1 - agreeing] == pairs_[pairs_.size() - 1 - agreeing - period])
        ++agreeing;
    return agreeing == 0 ? 0 : agreeing + period;
}

bool LoopGuard::weigh(std::uint8_t step, std::span<float> pitchLogits) const
{
    if (!settings_.enabled || pairs_.size() < kGram)
        return false;
    step = stepSinceNote(step);
    bool lowered = false;
    const auto lower = [&](int interval, double nats) {
        const int pitch = int{pitches_.back()} + interval;
        if (pitch < 0 || pitch >= static_cast<int>(pitchLogits.size()) || nats <= 0.0)
            return;
        float& logit = pitchLogits[static_cast<std::size_t>(pitch)];
        const bool othersLeft = std::ranges::any_of(pitchLogits, [&](const float& other) {
            return &other != &logit && other > -std::numeric_limits<float>::infinity();
        });
        if (othersLeft) {
            logit -= static_cast<float>(nats);
            lowered = true;
        }
    };
    std::array<int, 2 * encoding::kPitchClasses> heard{};
    const std::size_t end = pairs_.size();
    const std::size_t begin = std::max(end > kMemory ? end - kMemory : 0, kGram - 1);
    for (std::size_t i = begin; i < end; ++i)
        if (pairs_[i].step == step
            && std::equal(pairs_.end() - (kGram - 1), pairs_.end(),
                          pairs_.begin() + static_cast<std::ptrdiff_t>(i - (kGram - 1))))
            ++heard[static_cast<std::size_t>(pairs_[i].interval + encoding::kPitchClasses)];
    for (std::size_t i = 0; i < heard.size(); ++i)
        lower(static_cast<int>(i) - encoding::kPitchClasses, settings_.strength * (heard[i] - kFreeRepeats));
    for (std::size_t period = 1; period <= kLongestCycle && period <= end; ++period) {
        const Pair& next = pairs_[end - period];
        const std::size_t run = runOf(period);
        if (next.step != step || run < weighedAt(period))
            continue;
        const bool forbidden = run + 1 >= stuckAt(period) && timesTakenBack_ >= kMostTakenBack;
        lower(next.interval, forbidden ? std::numeric_limits<double>::infinity()
                                       : settings_.strength * static_cast<double>(1 + run - weighedAt(period)));
    }
    return lowered;
}

bool LoopGuard::stuck() const
{
    if (!settings_.enabled || timesTakenBack_ >= kMostTakenBack)
        return false;
    for (std::size_t period = 1; period <= kLongestCycle; ++period)
        if (runOf(period) >= stuckAt(period))
            return true;
    return false;
}

void LoopGuard::takeBack(std::size_t count)
{
    const auto pitched = static_cast<std::size_t>(
        std::count(drumSteps_.end() - static_cast<std::ptrdiff_t>(count), drumSteps_.end(), std::nullopt));
    drumSteps_.resize(drumSteps_.size() - count);
    pairs_.resize(pairs_.size() - pitched);
    pitches_.resize(pitches_.size() - pitched);
    entropies_.resize(entropies_.size() - std::min(count, entropies_.size()));
    warmth_ = std::max(warmth_, kWarmthAfterTakingBack);
    ++timesTakenBack_;
}

} // namespace cadenza::generation
