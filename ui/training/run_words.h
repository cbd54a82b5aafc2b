#pragma once

#include "ui/training/training_run.h"
#include "ui/training/training_story.h"

#include <QString>

namespace cadenza::ui {

/// How a run went, in a line: "best 3.79 · 2:00 · finished".
[[nodiscard]] QString outcomeOf(const TrainingRun& run);
/// What it learnt from and with what: "14,012 notes · LSTM 192 × 1"; empty for a model that no run of ours made.
[[nodiscard]] QString materialOf(const TrainingRun& run);
/// All of that and its note, a line each.
[[nodiscard]] QString detailsOf(const TrainingRun& run);
/// A sentence or two on a run that is not going on; `story` is its own.
[[nodiscard]] QString wordsOf(const TrainingRun& run, const TrainingStory& story);

} // namespace cadenza::ui
