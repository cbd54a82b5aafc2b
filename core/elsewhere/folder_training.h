#pragma once

#include "core/base/result.h"
#include "core/training/trainer.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>

namespace cadenza::elsewhere {

/// How a training folder is trained on, on this machine.
struct FolderTraining {
    std::optional<int> threads{};             ///< else all cores
    std::optional<training::Device> device{}; ///< else as the folder says
    std::chrono::duration<double> checkpointEvery{30.0};
    bool leads{true};               ///< false for one of several processes on one run that leaves the folder to another
    std::string command{};          ///< for the model's card
    training::RunOptions options{}; ///< `from` is the folder's
};

/// How it ended.
struct FolderOutcome {
    std::string name{}; ///< of the run
    std::filesystem::path model{};
    training::StopReason reason{training::StopReason::Finished};
    bool before{false}; ///< it had been finished already: nothing was done
};

/// Trains as a training folder says, goes on by itself where it was interrupted, and writes what the run gives into
/// `result/` of the folder: see `ResultWriter`. Runs on the calling thread until done or stopped, as
/// `training::train` does; where it fails, the folder says why.
/// Fails as reading the folder, `training::makeCorpus` and `training::train` do, and with InUse where another process
/// trains on it.
[[nodiscard]] Result<FolderOutcome> trainInFolder(const training::LearnerFactory& makeLearner,
                                                  const std::filesystem::path& folder, const FolderTraining& how,
                                                  const std::stop_token& stop,
                                                  const training::TrainingObserver& observe = {});

} // namespace cadenza::elsewhere
