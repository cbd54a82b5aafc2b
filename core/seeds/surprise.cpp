#include "core/seeds/surprise.h"

#include <algorithm>

namespace cadenza::seeds {
namespace {

/// The means of all windows, by first note.
void appendMeans(std::span<const float> surprise, std::size_t count, std::vector<float>& means)
{
    if (count == 0 || surprise.size() < count)
        return;
    double sum = 0.0;
    for (std::size_t i = 0; i < surprise.size(); ++i) {
        sum += surprise[i];
        if (i >= count)
            sum -= surprise[i - count];
        if (i + 1 >= count)
            means.push_back(static_cast<float>(sum / static_cast<double>(count)));
    }
}

/// Moves values about. Precondition: there are some.
double quantileOf(std::vector<float>& values, double share)
{
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::ranges::nth_element(values, at);
    return *at;
}

} // namespace

double SurpriseRange::valueOf(double surprise) const
{
    const double worst = surprise < median ? lowerFence() : upperFence();
    if (worst == median)
        return surprise == median ? 1.0 : 0.0;
    return std::clamp((surprise - worst) / (median - worst), 0.0, 1.0);
}

SurpriseRange surpriseRange(std::span<const std::vector<float>> surprise, std::size_t count)
{
    std::vector<float> means;
    for (const auto& piece : surprise)
        appendMeans(piece, count, means);
    if (means.empty())
        return {};
    return {quantileOf(means, 0.25), quantileOf(means, 0.5), quantileOf(means, 0.75)};
}

} // namespace cadenza::seeds
