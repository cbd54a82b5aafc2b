#include "core/generation/real_range.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace cadenza::generation {
namespace {

/// Between the nearest two of the sorted values.
double quantileOf(const std::vector<double>& sorted, double share)
{
    const double place = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return std::lerp(sorted[below], sorted[above], place - static_cast<double>(below));
}

} // namespace

RealRange::RealRange(std::span<const Measures> real)
{
    for (std::size_t i = 0; i < kMeasured.size(); ++i) {
        std::vector<double> values;
        for (const Measures& measures : real)
            values.push_back(measures.*kMeasured[i]);
        std::ranges::sort(values);
        lowest_[i] = quantileOf(values, 0.05);
        highest_[i] = quantileOf(values, 0.95);
    }
}

bool RealRange::holds(const Measures& measures) const
{
    for (std::size_t i = 0; i < kMeasured.size(); ++i)
        if (measures.*kMeasured[i] < lowest_[i] || measures.*kMeasured[i] > highest_[i])
            return false;
    return true;
}

double RealRange::shareOf(std::span<const Measures> set) const
{
    const auto inside = std::ranges::count_if(set, [this](const Measures& measures) { return holds(measures); });
    return static_cast<double>(inside) / static_cast<double>(set.size());
}

} // namespace cadenza::generation
