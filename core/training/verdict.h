#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

namespace cadenza::training {

/// What a head says about the class that came true.
struct Verdict {
    double nll;
    double right; ///< 1 when it was the most likely one, else 0
};

[[nodiscard]] inline Verdict judge(std::span<const float> logits, std::size_t target)
{
    const auto highest = std::ranges::max_element(logits);
    double sum = 0.0;
    for (const float logit : logits)
        sum += std::exp(static_cast<double>(logit) - *highest);
    return {std::log(sum) + *highest - logits[target],
            static_cast<std::size_t>(highest - logits.begin()) == target ? 1.0 : 0.0};
}

} // namespace cadenza::training
