#include "core/generation/sampler.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

namespace cadenza::generation {
namespace {

std::vector<double> softmax(std::span<const float> logits, double temperature)
{
    const double highest = std::ranges::max(logits);
    std::vector<double> p(logits.size());
    for (std::size_t i = 0; i < p.size(); ++i)
        p[i] = std::exp((double{logits[i]} - highest) / temperature);
    const double sum = std::accumulate(p.begin(), p.end(), 0.0);
    for (double& value : p)
        value /= sum;
    return p;
}

/// The fewest classes, in the order given by `rank` (smaller first), whose probabilities reach `share`.
template <class Rank>
void keepShare(const std::vector<double>& p, double share, Rank rank, std::vector<bool>& kept)
{
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, rank);
    double sum = 0.0;
    for (const std::size_t i : order) {
        if (sum >= share)
            kept[i] = false;
        sum += p[i];
    }
}

void keepLikeliest(const std::vector<double>& p, std::size_t count, std::vector<bool>& kept)
{
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::size_t i) { return p[i]; });
    for (std::size_t place = count; place < order.size(); ++place)
        kept[order[place]] = false;
}

} // namespace

std::vector<double> distributionOf(std::span<const float> logits, const AttributeSampling& sampling)
{
    auto p = softmax(logits, sampling.temperature);
    std::vector<bool> kept(p.size(), true);
    const auto likeliest = static_cast<std::size_t>(std::ranges::max_element(p) - p.begin());
    if (sampling.topK > 0)
        keepLikeliest(p, static_cast<std::size_t>(sampling.topK), kept);
    if (sampling.topP < 1.0)
        keepShare(p, sampling.topP, [&](std::size_t i) { return -p[i]; }, kept);
    if (sampling.typicalP < 1.0) {
        const double entropy = entropyOf(p);
        const auto atypical = [&](std::size_t i) {
            return p[i] > 0.0 ? std::abs(-std::log(p[i]) - entropy) : std::numeric_limits<double>::infinity();
        };
        keepShare(p, sampling.typicalP, atypical, kept);
    }
    if (std::ranges::none_of(kept, std::identity{}))
        kept[likeliest] = true;
    double sum = 0.0;
    for (std::size_t i = 0; i < p.size(); ++i) {
        if (!kept[i] || p[i] < sampling.minP * p[likeliest])
            p[i] = 0.0;
        sum += p[i];
    }
    if (sum <= 0.0) { // filters that leave nothing in common leave the likeliest
        std::ranges::fill(p, 0.0);
        p[likeliest] = sum = 1.0;
    }
    for (double& value : p)
        value /= sum;
    return p;
}

std::size_t draw(std::span<const double> probabilities, Random& random)
{
    const double at = random.uniform();
    double sum = 0.0;
    std::size_t last = 0;
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        if (probabilities[i] <= 0.0)
            continue;
        last = i;
        sum += probabilities[i];
        if (at < sum)
            return i;
    }
    return last;
}

double surpriseOf(std::span<const float> logits, std::size_t chosen)
{
    const double highest = std::ranges::max(logits);
    double sum = 0.0;
    for (const float logit : logits)
        sum += std::exp(double{logit} - highest);
    return std::log(sum) - (double{logits[chosen]} - highest);
}

double entropyOf(std::span<const double> probabilities)
{
    double entropy = 0.0;
    for (const double p : probabilities)
        if (p > 0.0)
            entropy -= p * std::log(p);
    return entropy;
}

} // namespace cadenza::generation
