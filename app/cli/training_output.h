#pragma once

#include "core/training/trainer.h"

namespace cadenza::app {

/// Prints each report of a run: as one JSON object a line, or for people, over the line before.
[[nodiscard]] training::TrainingObserver reportPrinter(bool json);

} // namespace cadenza::app
