#pragma once

#include "core/encoding/event.h"
#include "core/generation/measures.h"
#include "core/midi/piece.h"

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace cadenza::generation {

/// The features that sets of music are compared by: histograms over the notes of a stretch, and two single numbers.
enum class Feature { PitchClass, Interval, Step, Duration, Velocity, Polyphony, Density };
inline constexpr std::array kFeatures{Feature::PitchClass, Feature::Interval,  Feature::Step,   Feature::Duration,
                                      Feature::Velocity,   Feature::Polyphony, Feature::Density};
/// "pitchClass", "interval" …: stable keys.
[[nodiscard]] std::string_view nameOf(Feature feature);

/// What of a stretch of music is compared: each histogram sums to 1.
struct Character {
    std::array<std::vector<double>, kFeatures.size()> features;
    Measures measures;
};

/// The character of the notes `first` … of a piece, which `events` encode. Precondition: at least two notes.
[[nodiscard]] Character characterOf(const midi::Piece& piece, std::size_t first,
                                    std::span<const encoding::Event> events);

/// How like two sets are in one feature, after Yang and Lerch, "On the evaluation of generative models in music"
/// (Neural Computing and Applications 32, 2020), section 3: the distances between real stretches and those between
/// generated and real ones, each smoothed by a Gaussian kernel (Scott's rule).
struct Likeness {
    double klDivergence{0.0}; ///< of the real distances from the mixed ones, in nats; 0 is alike
    double overlap{1.0};      ///< area under both, 0…1; 1 is alike
};

/// Precondition: both sets have at least three members.
[[nodiscard]] Likeness likenessOf(Feature feature, std::span<const Character> real,
                                  std::span<const Character> generated);

/// The share of `real` that lies below `value`, in percent; half of what equals it counts. Precondition: not empty.
[[nodiscard]] double percentileOf(double value, std::span<const double> real);

} // namespace cadenza::generation
