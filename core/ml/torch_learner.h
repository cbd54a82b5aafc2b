#pragma once

#include "core/training/learner.h"

#include <memory>

namespace cadenza::ml {

/// A learner on libtorch with freshly initialised weights. Fails with SlowBlas or Unsupported (a device).
[[nodiscard]] Result<std::unique_ptr<training::Learner>> makeTorchLearner(const model::NetworkShape& shape,
                                                                          const training::TrainingConfig& config);

} // namespace cadenza::ml
