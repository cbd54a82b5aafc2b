#pragma once

#include "core/training/run_facts.h"
#include "core/training/trainer.h"
#include "ui/training/chart_drawing.h"

#include <QString>

#include <optional>
#include <vector>

namespace cadenza::ui {

class RunChart;

/// What of a run's reports a chart shows.
enum class Measure {
    Loss,
    PitchLoss,
    TimingLoss,
    DurationLoss,
    VelocityLoss,
    PitchAccuracy,
    TimingAccuracy,
    DurationAccuracy,
    VelocityAccuracy,
    LearningRate,
    GradientNorm,
    Speed,
    Memory,
};
[[nodiscard]] const std::vector<Measure>& allMeasures(); ///< in the order in which people choose
[[nodiscard]] QString titleOf(Measure measure);          ///< "Loss of pitch"
[[nodiscard]] QString axisNameOf(Measure measure);       ///< with its unit
[[nodiscard]] bool isAccuracy(Measure measure);

/// The value that a report gives for its training part, and for its held-out part; nothing where it has none.
[[nodiscard]] std::optional<double> trainingValue(Measure measure, const training::TrainingReport& report);
[[nodiscard]] std::optional<double> validationValue(Measure measure, const training::TrainingReport& report);
/// What always guessing the most common class gets, in the measure's unit; nothing where there is no such figure.
[[nodiscard]] std::optional<double> baselineValue(Measure measure, const training::RunFacts& facts);

/// Gives a chart the lines of one run: training (noisy) and, where there is such a thing, validation (its best marked).
void showMeasure(RunChart& chart, Measure measure);
/// Adds what a report says to those lines.
void appendReport(RunChart& chart, Measure measure, const training::TrainingReport& report);

} // namespace cadenza::ui
