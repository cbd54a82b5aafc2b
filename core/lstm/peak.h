#pragma once

#include "core/lstm/workers.h"

#include <cstddef>
#include <span>

namespace cadenza::lstm {

/// Floating-point operations per second that all workers reach together with multiply-adds that never wait for memory:
/// the ceiling for every product. Takes some ten milliseconds.
[[nodiscard]] double peakFlops(Workers& workers);

/// Bytes per second at which one thread reads memory of this size over and over: the ceiling for a single step, which
/// reads every weight once. Takes some ten milliseconds; `memory` is at least a few kilobytes.
[[nodiscard]] double readBandwidth(std::span<const float> memory);

} // namespace cadenza::lstm
