#include "core/generation/likeness.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <numeric>

namespace cadenza::generation {
namespace {

using encoding::Event;

constexpr int kGridPoints = 1000;
constexpr double kLeast = 1e-12; ///< density that keeps a logarithm finite

template <class ClassOf>
std::vector<double> histogram(std::span<const Event> events, std::size_t first, int classes, const ClassOf& classOf)
{
    std::vector<double> shares(static_cast<std::size_t>(classes), 0.0);
    for (std::size_t i = first; i < events.size(); ++i)
        shares[static_cast<std::size_t>(classOf(i))] += 1.0;
    const double total = std::accumulate(shares.begin(), shares.end(), 0.0);
    for (double& share : shares)
        share /= std::max(total, 1.0);
    return shares;
}

double distance(const std::vector<double>& a, const std::vector<double>& b)
{
    double sum = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += (a[i] - b[i]) * (a[i] - b[i]);
    return std::sqrt(sum);
}

/// A Gaussian kernel density estimate with Scott's bandwidth.
class Density {
public:
    explicit Density(std::vector<double> samples) : samples_(std::move(samples))
    {
        const auto n = static_cast<double>(samples_.size());
        const double mean = std::accumulate(samples_.begin(), samples_.end(), 0.0) / n;
        double variance = 0.0;
        for (const double sample : samples_)
            variance += (sample - mean) * (sample - mean) / std::max(1.0, n - 1.0);
        width_ = std::max(std::sqrt(variance) * std::pow(n, -0.2), 1e-6);
    }

    [[nodiscard]] double at(double x) const
    {
        double sum = 0.0;
        for (const double sample : samples_) {
            const double z = (x - sample) / width_;
            sum += std::exp(-0.5 * z * z);
        }
        return sum / (static_cast<double>(samples_.size()) * width_ * std::sqrt(2.0 * std::numbers::pi));
    }
    [[nodiscard]] double lowest() const { return std::ranges::min(samples_) - 3.0 * width_; }
    [[nodiscard]] double highest() const { return std::ranges::max(samples_) + 3.0 * width_; }

private:
    std::vector<double> samples_;
    double width_{0.0};
};

} // namespace

std::string_view nameOf(Feature feature)
{
    switch (feature) {
    case Feature::PitchClass: return "pitchClass";
    case Feature::Interval: return "interval";
    case Feature::Step: return "step";
    case Feature::Duration: return "duration";
    case Feature::Velocity: return "velocity";
    case Feature::Polyphony: return "polyphony";
    case Feature::Density: break;
    }
    return "density";
}

Character characterOf(const midi::Piece& piece, std::size_t first, std::span<const Event> events)
{
    Character character;
    character.measures = measure(piece, first);
    const auto set = [&](Feature feature, std::vector<double> values) {
        character.features[static_cast<std::size_t>(feature)] = std::move(values);
    };
    set(Feature::PitchClass, histogram(events, 0, 12, [&](std::size_t i) { return events[i].pitch % 12; }));
    set(Feature::Interval, histogram(events, 1, 2 * encoding::kPitchClasses, [&](std::size_t i) {
            return int{events[i].pitch} - events[i - 1].pitch + encoding::kPitchClasses;
        }));
    set(Feature::Step, histogram(events, 1, encoding::kStepClasses, [&](std::size_t i) { return events[i].step; }));
    set(Feature::Duration,
        histogram(events, 0, encoding::kDurationClasses, [&](std::size_t i) { return events[i].duration; }));
    set(Feature::Velocity,
        histogram(events, 0, encoding::kVelocityClasses, [&](std::size_t i) { return events[i].velocity; }));
    set(Feature::Polyphony, {character.measures.polyphony});
    set(Feature::Density, {character.measures.notesPerSecond});
    return character;
}

Likeness likenessOf(Feature feature, std::span<const Character> real, std::span<const Character> generated)
{
    const auto of = [&](const Character& character) -> const std::vector<double>& {
        return character.features[static_cast<std::size_t>(feature)];
    };
    std::vector<double> within;
    std::vector<double> between;
    for (std::size_t i = 0; i < real.size(); ++i) {
        for (std::size_t j = i + 1; j < real.size(); ++j)
            within.push_back(distance(of(real[i]), of(real[j])));
        for (const Character& other : generated)
            between.push_back(distance(of(real[i]), of(other)));
    }
    const Density p(std::move(within));
    const Density q(std::move(between));
    const double from = std::min(p.lowest(), q.lowest());
    const double step = (std::max(p.highest(), q.highest()) - from) / kGridPoints;
    Likeness likeness{.klDivergence = 0.0, .overlap = 0.0};
    for (int i = 0; i < kGridPoints; ++i) {
        const double x = from + (i + 0.5) * step;
        const double inP = p.at(x);
        const double inQ = q.at(x);
        likeness.overlap += std::min(inP, inQ) * step;
        likeness.klDivergence += inP * std::log((inP + kLeast) / (inQ + kLeast)) * step;
    }
    return likeness;
}

double percentileOf(double value, std::span<const double> real)
{
    double below = 0.0;
    for (const double other : real)
        below += other < value ? 1.0 : other == value ? 0.5 : 0.0;
    return 100.0 * below / static_cast<double>(real.size());
}

} // namespace cadenza::generation
