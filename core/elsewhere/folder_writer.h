#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/elsewhere/training_order.h"
#include "core/library/library.h"
#include "core/model/model.h"

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace cadenza::elsewhere {

/// A run that is to be trained elsewhere.
struct FolderRequest {
    std::string name{};
    training::TrainingConfig config{};
    std::vector<library::Entry> entries{};      ///< with or without their music
    std::shared_ptr<const model::Model> from{}; ///< that it goes on from; null to learn from nothing
    std::string fromName{};
};

/// The line that trains in a folder, to be typed in a terminal that stands in it.
[[nodiscard]] std::string commandLine(training::Device device = training::Device::Cpu);

/// Writes a training folder that appears whole or not at all: music as it lies in its files, settings, the model to go
/// on from, and words for whoever finds it. What is held out is chosen here, so that the run is the same wherever it is
/// trained. All cores of the other machine are used.
///
/// Reads and writes for as long as that takes; stops soon after a request with Cancelled and leaves nothing behind
/// then. Fails as `training::makeCorpus` and reading the music's files do, with NotWritable (also where the target is
/// there and not empty) or DiskFull.
[[nodiscard]] Result<TrainingOrder> writeTrainingFolder(const std::filesystem::path& target, FolderRequest request,
                                                        const std::stop_token& stop = {},
                                                        const ProgressSink& progress = {});

} // namespace cadenza::elsewhere
