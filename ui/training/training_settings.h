#pragma once

#include "core/training/training_config.h"
#include "ui/style/setting_row.h"

#include <QString>

#include <functional>
#include <vector>

namespace cadenza::ui {

/// One number of a run's configuration: what a person may want to know of it, and where it stands.
struct TrainingSetting {
    NumberSetting number;
    std::function<double(const training::TrainingConfig&)> read;
    std::function<void(training::TrainingConfig&, double)> write;
};

/// Every one, in the order in which they are shown: the network, how long, the optimiser, the music.
[[nodiscard]] std::vector<TrainingSetting> trainingSettings();
/// "15 min", "never".
[[nodiscard]] QString valueText(const TrainingSetting& setting, const training::TrainingConfig& config);

} // namespace cadenza::ui
