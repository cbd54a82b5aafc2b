#pragma once

#include "core/training/collective.h"
#include "core/training/learner.h"

#include <chrono>
#include <cstddef>
#include <stop_token>
#include <vector>

namespace cadenza::training {

/// What all ranks of a run know in common at the same point of it, so that they decide alike: how long it has taken, by
/// the clock of rank 0, whether anyone wants it to stop, and what all have counted together. Clock and stop requests
/// are as of the last `sum`. A run without other ranks knows all of it at once.
class Consensus {
public:
    /// `ranks` may be null and is borrowed. The clock starts now.
    Consensus(Collective* ranks, std::stop_token stop);

    [[nodiscard]] bool isAlone() const { return !ranks_; }
    [[nodiscard]] bool leads() const { return !ranks_ || ranks_->rank() == 0; } ///< reports and writes
    [[nodiscard]] double elapsed() const;                                       ///< seconds
    [[nodiscard]] bool isStopping() const;
    /// The clock goes on from there.
    void goOnFrom(double seconds);

    /// What this rank computes of `batch`.
    [[nodiscard]] Batch shareOf(Batch batch) const;
    /// The sum over all ranks. Diverged where it is so for any of them; another fault of its own at once.
    [[nodiscard]] Result<Tally> sum(const Result<Tally>& own);
    /// What rank 0 has.
    [[nodiscard]] Result<std::vector<std::byte>> fromFirst(std::vector<std::byte> own) const;

private:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] double ownElapsed() const;

    Collective* ranks_;
    std::stop_token stop_;
    Clock::time_point start_{Clock::now()};
    double before_{0.0};
    double agreedElapsed_{0.0};
    bool agreedStop_{false};
};

} // namespace cadenza::training
