#pragma once

#include "core/training/trainer.h"

namespace cadenza::ui {

class LossChart;

/// Gives a chart the two lines of a run: training loss (noisy) and validation loss (its best point marked).
void setLearningLines(LossChart& chart);
/// Adds what a report says to those lines.
void appendReport(LossChart& chart, const training::TrainingReport& report);

} // namespace cadenza::ui
