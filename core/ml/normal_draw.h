#pragma once

#include "core/base/random.h"

#include <cmath>
#include <numbers>

namespace cadenza::ml {

/// One draw from the normal distribution of mean 0 and variance 1 (Box and Muller, 1958).
[[nodiscard]] inline double normal(Random& random)
{
    const double radius = std::sqrt(-2.0 * std::log(1.0 - random.uniform()));
    return radius * std::cos(2.0 * std::numbers::pi * random.uniform());
}

} // namespace cadenza::ml
