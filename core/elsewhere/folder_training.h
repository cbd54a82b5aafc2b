#pragma once

#include "core/base/result.h"
#include "core/training/trainer.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace cadenza::elsewhere {

/// How a training folder is trained on, on this machine.
struct FolderTraining {
    std::optional<int> threads{};             ///< else all cores
    std::optional<training::Device> device{}; ///< else as the folder says, as is what follows
    std::optional<training::Arithmetic> arithmetic{};
    std::chrono::duration<double> checkpointEvery{30.0};
    std::string command{}; ///< for the model's card
    /// How one of several processes on the run meets the others, once the music is read and the device is known.
    std::function<Result<training::Collective*>(training::Device)> meet{};
    bool leads{true}; ///< false for one of them that leaves the folder to another
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
/// Fails as reading the folder, `training::makeCorpus`, `how.meet` and `training::train` do, and with InUse where
/// another process trains on it.
[[nodiscard]] Result<FolderOutcome> trainInFolder(const training::LearnerFactory& makeLearner,
                                                  const std::filesystem::path& folder, const FolderTraining& how,
                                                  const std::stop_token& stop,
                                                  const training::TrainingObserver& observe = {});

} // namespace cadenza::elsewhere
