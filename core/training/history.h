#pragma once

#include "core/training/trainer.h"

#include <vector>

namespace cadenza::training {

/// Adds a run's next report. A run that goes on from a checkpoint repeats what came after it: those reports give way,
/// so that a curve never runs back in time.
inline void addTo(std::vector<TrainingReport>& history, const TrainingReport& report)
{
    while (!history.empty() && history.back().seconds > report.seconds)
        history.pop_back();
    history.push_back(report);
}

} // namespace cadenza::training
