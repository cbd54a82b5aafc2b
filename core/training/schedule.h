#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cadenza::training {

/// Learning rate at `progress` (0…1) of a run: a linear rise over the first 2 %, then half a cosine from `peak` to 3 %
/// of it (Loshchilov and Hutter, SGDR, 2017, equation 5 without restarts).
[[nodiscard]] inline double learningRateAt(double progress, double peak)
{
    constexpr double rise = 0.02;
    constexpr double floor = 0.03;
    if (progress < rise)
        return peak * std::max(progress / rise, floor);
    const double done = std::min(1.0, (progress - rise) / (1.0 - rise));
    return peak * (floor + (1.0 - floor) * 0.5 * (1.0 + std::cos(std::numbers::pi * done)));
}

} // namespace cadenza::training
