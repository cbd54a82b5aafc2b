#pragma once

#include "core/training/run_facts.h"

#include <cstddef>
#include <string>

namespace cadenza::elsewhere {

// What another machine or another person wrote is looked at before it is shown.

inline constexpr std::size_t kLongestWord = 200;      ///< bytes of a name
inline constexpr std::size_t kLongestMessage = 2'000; ///< bytes
inline constexpr double kLargest = 1e15;              ///< of any figure of a run

/// Cut between characters where a text is longer than `most` bytes.
[[nodiscard]] std::string shortened(std::string text, std::size_t most);

/// The facts without figures that no run could have.
[[nodiscard]] training::RunFacts plausible(training::RunFacts facts);

} // namespace cadenza::elsewhere
