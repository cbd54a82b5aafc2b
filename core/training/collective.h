#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <span>
#include <vector>

namespace cadenza::training {

/// The processes that train one model together, its ranks, as `train` sees them; core/ml implements it with libtorch's
/// c10d. Every rank makes the same calls in the same order, each of which blocks until all have made it. All fail with
/// LostRank when a rank is gone, and then fail for good. One thread at a time.
class Collective {
public:
    virtual ~Collective() = default;

    [[nodiscard]] virtual int rank() const = 0; ///< from 0; rank 0 reports and writes
    [[nodiscard]] virtual int world() const = 0;

    /// Puts the sum over all ranks in the place of each value, the same to the last bit on all.
    [[nodiscard]] virtual Result<void> sum(std::span<double> values) = 0;
    /// What rank 0 calls it with; the others' argument is not looked at.
    [[nodiscard]] virtual Result<std::vector<std::byte>> fromFirst(std::span<const std::byte> bytes) = 0;
};

} // namespace cadenza::training
