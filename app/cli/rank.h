#pragma once

#include "core/base/result.h"
#include "core/training/collective.h"
#include "core/training/learner.h"
#include "core/training/rendezvous.h"

#include <chrono>
#include <functional>
#include <stop_token>

namespace cadenza::app {

/// What the launcher of a distributed run says in the environment of this process. Fails as
/// `training::rendezvousFrom` does.
[[nodiscard]] Result<training::Rendezvous> placeOfThisRank(std::chrono::seconds patience);

/// Threads that leave the other ranks of this machine as many.
[[nodiscard]] int threadsForOne(const training::Rendezvous& place);

/// What a rank does with learners whose steps all ranks take together.
using RankWork = std::function<Result<void>(const training::LearnerFactory& makeLearner, training::Collective& ranks)>;

/// Meets the other ranks, for which rank 0 says on standard error that it waits, does `work`, and takes leave when it
/// is done well. Fails as `ml::joinRanks` and `work` do.
[[nodiscard]] Result<void> asRank(const training::Rendezvous& place, training::Device device, std::stop_token stop,
                                  const RankWork& work);

} // namespace cadenza::app
