#pragma once

#include "core/training/learner.h"

namespace cadenza::training {

/// The sequences of `batch` that rank `rank` of `world` computes. Where they do not divide, some ranks have one more;
/// where there are fewer sequences than ranks, some have none.
[[nodiscard]] Batch shareOf(const Batch& batch, int rank, int world);

/// Targets that count in `batch` as it stands.
[[nodiscard]] double countedIn(const Batch& batch);

} // namespace cadenza::training
