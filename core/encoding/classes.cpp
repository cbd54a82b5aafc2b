#include "core/encoding/classes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace cadenza::encoding {
namespace {

constexpr std::array<std::uint16_t, kStepClasses> kBeatSteps{
    0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12,  13,  15,  16,
    18, 20, 21, 24, 30, 36, 42, 48, 60, 72, 84, 96, 120, 144, 168, 192,
};
constexpr std::array<std::uint16_t, kDurationClasses> kBeatDurations{
    1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 20,  21,  22,  23,  24,  25,
    26, 27, 30, 32, 33, 36, 41, 42, 45, 46, 47, 48, 54, 60, 66, 72, 84, 96, 108, 120, 144, 192, 288, 384,
};
/// 10 ms apart up to 120 ms, then 12–25 % apart up to 8 s.
constexpr std::array<std::uint16_t, kStepClasses> kPerformanceSteps{
    0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10,  11,  12,  14,  16,  18,
    20, 23, 26, 30, 35, 40, 47, 55, 65, 80, 100, 130, 180, 270, 450, 800,
};
/// 10 ms apart up to 80 ms, then 8–20 % apart up to 15 s.
constexpr std::array<std::uint16_t, kDurationClasses> kPerformanceDurations{
    1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11,  12,  13,  14,  15,  17,  19,  21,  23,  25,  27,  30,  33,   36,
    40, 44, 48, 53, 58, 64, 70, 77, 85, 94, 104, 115, 130, 148, 170, 200, 235, 280, 340, 430, 560, 740, 1000, 1500,
};

constexpr double kSlowestTempo = 15.0;
constexpr double kFastestTempo = 300.0;

struct MetreClass {
    std::uint8_t numerator;
    std::uint8_t denominator;
};
constexpr std::array<MetreClass, kMetreClasses - 1> kMetres{{{2, 4}, {3, 4}, {4, 4}, {3, 8}, {6, 8}, {9, 8}, {12, 8}}};
constexpr std::uint8_t kOtherMetre = kMetreClasses - 1;

template <class Distance>
std::uint8_t nearest(std::span<const std::uint16_t> units, std::int64_t value, Distance distance)
{
    const auto above = std::ranges::lower_bound(units, value, {}, [](std::uint16_t u) { return std::int64_t{u}; });
    if (above == units.begin())
        return 0;
    if (above == units.end())
        return static_cast<std::uint8_t>(units.size() - 1);
    const auto below = above - 1;
    const auto chosen = distance(*below, value) <= distance(*above, value) ? below : above;
    return static_cast<std::uint8_t>(chosen - units.begin());
}

} // namespace

std::span<const std::uint16_t> stepUnits(TimeBase timeBase)
{
    return timeBase == TimeBase::Beats ? std::span<const std::uint16_t>(kBeatSteps) : kPerformanceSteps;
}

std::span<const std::uint16_t> durationUnits(TimeBase timeBase)
{
    return timeBase == TimeBase::Beats ? std::span<const std::uint16_t>(kBeatDurations) : kPerformanceDurations;
}

std::uint8_t durationClassOf(TimeBase timeBase, std::int64_t units)
{
    return nearest(durationUnits(timeBase), units, [](std::uint16_t unit, std::int64_t value) {
        return std::abs(std::log(static_cast<double>(value) / unit));
    });
}

std::uint8_t stepClassOf(TimeBase timeBase, std::int64_t units)
{
    if (units <= 0)
        return 0;
    const auto chosen = nearest(stepUnits(timeBase), units, [](std::uint16_t unit, std::int64_t value) {
        return std::abs(static_cast<double>(value - unit));
    });
    return std::max<std::uint8_t>(chosen, 1);
}

int resolveStep(std::uint8_t stepClass, int fromBeat, int toBeat)
{
    const int nominal = kBeatSteps[stepClass];
    if (nominal == 0)
        return 0;
    constexpr int half = kBeatClasses / 2;
    const int late = ((toBeat - fromBeat - nominal) % kBeatClasses + kBeatClasses) % kBeatClasses; // 0…23
    const int step = nominal + (late <= half ? late : late - kBeatClasses);
    return step > 0 ? step : step + kBeatClasses;
}

std::uint8_t beatStepClassOf(std::int64_t units)
{
    const std::uint8_t chosen = stepClassOf(TimeBase::Beats, units);
    const int target = static_cast<int>(((units % kBeatClasses) + kBeatClasses) % kBeatClasses);
    for (const int candidate : {int{chosen}, chosen + 1, chosen - 1})
        if (candidate > 0 && candidate < kStepClasses
            && resolveStep(static_cast<std::uint8_t>(candidate), 0, target) == units)
            return static_cast<std::uint8_t>(candidate);
    return chosen;
}

std::uint8_t tempoClassOf(double quartersPerMinute)
{
    const double position = std::log(quartersPerMinute / kSlowestTempo) / std::log(kFastestTempo / kSlowestTempo);
    return static_cast<std::uint8_t>(std::lround(std::clamp(position, 0.0, 1.0) * (kTempoClasses - 1)));
}

double tempoOf(std::uint8_t tempoClass)
{
    return kSlowestTempo * std::pow(kFastestTempo / kSlowestTempo, tempoClass / double{kTempoClasses - 1});
}

std::uint8_t metreClassOf(const midi::TimeSignature& signature)
{
    const auto found = std::ranges::find_if(kMetres, [&](const MetreClass& metre) {
        return metre.numerator == signature.numerator && metre.denominator == signature.denominator;
    });
    if (found != kMetres.end())
        return static_cast<std::uint8_t>(found - kMetres.begin());
    return signature.numerator == 2 && signature.denominator == 2 ? metreClassOf({{}, 4, 4}) : kOtherMetre;
}

midi::TimeSignature signatureOf(std::uint8_t metreClass)
{
    if (metreClass >= kMetres.size())
        return {};
    return {{}, kMetres[metreClass].numerator, kMetres[metreClass].denominator};
}

} // namespace cadenza::encoding
