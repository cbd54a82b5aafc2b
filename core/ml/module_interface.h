#pragma once

#include "core/training/learner.h"

#include <memory>

namespace cadenza::ml {

inline constexpr const char* kModuleFile = "libcadenza-ml.so";
/// The number changes with anything that crosses this border, so that an old module is refused and not called.
inline constexpr const char* kMakeLearnerSymbol = "cadenza_make_learner_1";

/// The one door of the shared module. The result is left in `learner`, because a C symbol cannot return it.
using MakeLearner = void(const model::NetworkShape& shape, const training::TrainingConfig& config,
                         Result<std::unique_ptr<training::Learner>>& learner);

} // namespace cadenza::ml
