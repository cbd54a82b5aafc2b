#pragma once

#include "core/training/collective.h"
#include "core/training/trainer.h"

namespace cadenza::training {

/// Makes sure that all ranks were started with the same music and settings; every rank calls it. Fails on all of them
/// with RanksDiffer: a rank that differs from rank 0 names the setting, the others name that rank. Fails with
/// InvalidSetting where a batch has no sequence for each rank.
[[nodiscard]] Result<void> agreeOn(Collective& ranks, const TrainingConfig& config, const Corpus& corpus);

} // namespace cadenza::training
