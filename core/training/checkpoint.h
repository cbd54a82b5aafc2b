#pragma once

#include "core/base/result.h"
#include "core/training/batches.h"
#include "core/training/trainer.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace cadenza::training {

/// Where a run stands, apart from its learner and its batches.
struct RunProgress {
    std::uint64_t notes{0};
    double seconds{0.0};
    double caution{1.0}; ///< factor on the learning rate after a loss that was no number
    double evaluatedAtProgress{0.0};
    double evaluatedAtEpoch{0.0};
    std::int32_t retreats{0};
    std::int32_t withoutImprovement{0};
    double bestNll{0.0}; ///< means something only where there is a best model
};

/// All that a run needs to go on as if it had never stopped.
struct Checkpoint {
    std::string fingerprint;            ///< of settings and music: see `fingerprintOf`
    std::vector<std::string> composers; ///< names of the network's classes 1…
    RunProgress progress;
    TrainingBatches::State batches;
    std::vector<std::byte> learner;
    std::map<std::string, std::vector<float>> best; ///< parameters of the best model so far; empty before there is one
};

/// SHA-256 of the settings that shape the curve and of the music; not of how long the run shall be.
[[nodiscard]] std::string fingerprintOf(const TrainingConfig& config, const Corpus& corpus);

/// Writes atomically. Fails with NotWritable or DiskFull.
[[nodiscard]] Result<void> writeCheckpoint(const std::filesystem::path& path, const Checkpoint& checkpoint);
/// Fails with NotFound, NotReadable, or NotModel when the file is damaged or of another version.
[[nodiscard]] Result<Checkpoint> readCheckpoint(const std::filesystem::path& path);
/// What such a file holds; errors name `path`.
[[nodiscard]] Result<Checkpoint> checkpointIn(std::span<const std::byte> file, const std::filesystem::path& path);

} // namespace cadenza::training
