#pragma once

#include "core/base/random.h"
#include "core/generation/settings.h"

#include <cstddef>
#include <span>
#include <vector>

namespace cadenza::generation {

/// The probabilities that a draw is made from: logits divided by the temperature, through softmax, then without what
/// top-k, nucleus (top-p, Holtzman et al. 2020), min-p (Nguyen et al. 2024) and locally typical sampling (Meister et
/// al. 2023) leave out, and summing to 1 again. Each filter sees the tempered distribution; equal probabilities are
/// kept in class order. A class with logit −∞ has probability 0, and at least one class always remains.
/// Precondition: at least one logit is finite.
[[nodiscard]] std::vector<double> distributionOf(std::span<const float> logits, const AttributeSampling& sampling);

/// One draw, from exactly one uniform number, so that the numbers of later draws do not depend on the filters.
[[nodiscard]] std::size_t draw(std::span<const double> probabilities, Random& random);

/// −log of the probability of `chosen` among the logits as they are, in nats.
[[nodiscard]] double surpriseOf(std::span<const float> logits, std::size_t chosen);

/// Entropy in nats.
[[nodiscard]] double entropyOf(std::span<const double> probabilities);

} // namespace cadenza::generation
