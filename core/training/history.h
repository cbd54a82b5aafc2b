#pragma once

#include "core/training/trainer.h"

#include <cstdint>
#include <vector>

namespace cadenza::training {

/// Whether a report tells again what a history has: its run went on from a checkpoint.
[[nodiscard]] inline bool repeats(const std::vector<TrainingReport>& history, const TrainingReport& report)
{
    const auto since = static_cast<std::uint64_t>(report.train.notes);
    const std::uint64_t from = report.notes > since ? report.notes - since : 0;
    return !history.empty() && history.back().notes > from;
}

/// Adds a run's next report. What came after the checkpoint that a run went on from gives way, so that a curve is that
/// of one run.
inline void addTo(std::vector<TrainingReport>& history, const TrainingReport& report)
{
    while (repeats(history, report))
        history.pop_back();
    history.push_back(report);
}

} // namespace cadenza::training
