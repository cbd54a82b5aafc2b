#pragma once

#include "core/training/learner.h"

#include <memory>

namespace cadenza::ml {

class TorchRanks;

/// A learner on libtorch with freshly initialised weights. Fails with SlowBlas or Unsupported (a device).
[[nodiscard]] Result<std::unique_ptr<training::Learner>> makeTorchLearner(const model::NetworkShape& shape,
                                                                          const training::TrainingConfig& config);

/// One whose steps are those of all `ranks`, which are borrowed.
[[nodiscard]] Result<std::unique_ptr<training::Learner>>
makeRankLearner(const model::NetworkShape& shape, const training::TrainingConfig& config, TorchRanks& ranks);

} // namespace cadenza::ml
