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

/// Meets the other ranks, does `work` with learners whose steps all take together, and takes leave when it is done
/// well. Fails as `ml::joinRanks` and `work` do.
using RankWork = std::function<Result<void>(const training::LearnerFactory& makeLearner, training::Collective& ranks)>;
[[nodiscard]] Result<void> asRank(const training::Rendezvous& place, training::Device device, std::stop_token stop,
                                  const RankWork& work);

} // namespace cadenza::app
