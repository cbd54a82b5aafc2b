#pragma once

#include "core/base/result.h"
#include "core/ml/rank_group.h"
#include "core/training/rendezvous.h"

#include <memory>
#include <stop_token>

namespace cadenza::app {

/// What the launcher of a distributed run says in the environment of this process. Fails as
/// `training::rendezvousFrom` does.
[[nodiscard]] Result<training::Rendezvous> placeOfThisRank();

/// Threads that leave the other ranks of this machine as many.
[[nodiscard]] int threadsForOne(const training::Rendezvous& place);

/// Meets the other ranks, for which rank 0 says on standard error that it waits. Fails as `ml::joinRanks` does.
[[nodiscard]] Result<std::unique_ptr<ml::RankGroup>> meetRanks(const training::Rendezvous& place,
                                                               training::Device device, std::stop_token stop);

} // namespace cadenza::app
