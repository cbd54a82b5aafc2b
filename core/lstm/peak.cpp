#include "core/lstm/peak.h"

#include "core/lstm/targets.h"

#include <atomic>
#include <chrono>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/lstm/peak.cpp"
// clang-format off: this order is Highway's
#include <hwy/foreach_target.h>
#include "core/lstm/vectors-inl.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace cadenza::lstm::HWY_NAMESPACE {

constexpr std::size_t kChains = 12; ///< sums in flight: more than any processor's latency times its units

/// Returns the operations done; their sum goes into `sink`, so that none is optimised away.
double multiplyAdd(std::size_t rounds, float* sink)
{
    const Tag d;
    Vector sums[kChains];
#pragma GCC unroll 12
    for (std::size_t i = 0; i < kChains; ++i)
        sums[i] = hn::Set(d, static_cast<float>(i));
    const Vector factor = hn::Set(d, *sink), addend = hn::Set(d, 1e-3F);
    for (std::size_t round = 0; round < rounds; ++round)
#pragma GCC unroll 12
        for (std::size_t i = 0; i < kChains; ++i)
            sums[i] = hn::MulAdd(sums[i], factor, addend);
    Vector total = hn::Zero(d);
    for (const Vector& sum : sums)
        total = hn::Add(total, sum);
    *sink = hn::GetLane(hn::SumOfLanes(d, total));
    return 2.0 * static_cast<double>(rounds * kChains * kLanes);
}

/// Several streams at once, as fast as they come.
float readAll(const float* memory, std::size_t count)
{
    constexpr std::size_t streams = 4;
    constexpr std::size_t vectors = kChains / streams;
    const Tag d;
    Vector sums[streams][vectors];
    for (auto& stream : sums)
        for (Vector& sum : stream)
            sum = hn::Zero(d);
    const std::size_t part = count / streams;
    for (std::size_t at = 0; at + vectors * kLanes <= part; at += vectors * kLanes)
#pragma GCC unroll 4
        for (std::size_t s = 0; s < streams; ++s)
#pragma GCC unroll 4
            for (std::size_t v = 0; v < vectors; ++v)
                sums[s][v] = hn::Add(sums[s][v], hn::LoadU(d, memory + s * part + at + v * kLanes));
    Vector total = hn::Zero(d);
    for (const auto& stream : sums)
        for (const Vector& sum : stream)
            total = hn::Add(total, sum);
    return hn::GetLane(hn::SumOfLanes(d, total));
}

} // namespace cadenza::lstm::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace cadenza::lstm {

HWY_EXPORT(multiplyAdd);
HWY_EXPORT(readAll);

namespace {

using Clock = std::chrono::steady_clock;
constexpr int kPasses = 8;
constexpr std::size_t kRounds = 1'000'000;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

} // namespace

double peakFlops(Workers& workers)
{
    std::atomic<double> operations{0.0};
    const auto start = Clock::now();
    workers.run([&](int) {
        float sink = 0.5F;
        double own = 0.0;
        own += HWY_DYNAMIC_DISPATCH(multiplyAdd)(kRounds, &sink);
        operations += own;
    });
    return operations / secondsSince(start);
}

double readBandwidth(std::span<const float> memory)
{
    volatile float sink = HWY_DYNAMIC_DISPATCH(readAll)(memory.data(), memory.size()); // into whatever cache holds it
    const auto start = Clock::now();
    for (int pass = 0; pass < kPasses; ++pass)
        sink = HWY_DYNAMIC_DISPATCH(readAll)(memory.data(), memory.size());
    (void)sink;
    return static_cast<double>(kPasses * memory.size_bytes()) / secondsSince(start);
}

} // namespace cadenza::lstm
#endif
