#pragma once

#include "core/generation/measures.h"

#include <array>
#include <span>

namespace cadenza::generation {

/// Where real music lies in density, polyphony and pitch-class entropy: between the 5th and the 95th percentile of
/// each.
class RealRange {
public:
    /// Of stretches of real music as long as those that will be asked about. Precondition: there is one.
    explicit RealRange(std::span<const Measures> real);

    /// Whether all three lie inside.
    [[nodiscard]] bool holds(const Measures& measures) const;
    /// The share of `set` that lies inside. Precondition: not empty.
    [[nodiscard]] double shareOf(std::span<const Measures> set) const;

private:
    static constexpr std::array kMeasured{&Measures::notesPerSecond, &Measures::polyphony,
                                          &Measures::pitchClassEntropy};
    std::array<double, kMeasured.size()> lowest_{};
    std::array<double, kMeasured.size()> highest_{};
};

} // namespace cadenza::generation
