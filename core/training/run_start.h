#pragma once

#include "core/training/checkpoint.h"
#include "core/training/consensus.h"
#include "core/training/trainer.h"

#include <functional>
#include <optional>

namespace cadenza::training {

/// The checkpoint to go on from, where rank 0 has one and its plan says so. Fails as `readCheckpoint` does.
[[nodiscard]] Result<std::optional<Checkpoint>> checkpointToResume(const CheckpointPlan& plan,
                                                                   const Consensus& consensus);

/// Makes the network fit the machine: see `fittedToMachine`.
using Calibrate = std::function<Result<TrainingConfig>(const TrainingConfig& config)>;

/// What a run is made with: as it was where it is resumed, else the shape of the model that it goes on `from`, else
/// what `calibrate` finds where that is wanted. Without one, as over several ranks whose machines would find different
/// things, the network is as it was asked for.
[[nodiscard]] Result<TrainingConfig> configFor(TrainingConfig config, const Corpus& corpus, const model::Model* from,
                                               const std::optional<Checkpoint>& checkpoint, const Calibrate& calibrate);

} // namespace cadenza::training
