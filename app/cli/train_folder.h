#pragma once

#include "core/base/result.h"
#include "core/elsewhere/folder_training.h"

#include <stop_token>
#include <string>

namespace cadenza::app {

/// Trains in a folder that “Train elsewhere” wrote, prints its reports as `train` does, and says in the end what to do
/// with it. Fails as `elsewhere::trainInFolder` does.
[[nodiscard]] Result<void> trainFolder(const training::LearnerFactory& makeLearner, const std::string& folder,
                                       const elsewhere::FolderTraining& how, bool json, const std::stop_token& stop);

} // namespace cadenza::app
