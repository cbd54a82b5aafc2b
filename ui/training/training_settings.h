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
    bool ofClassic{true}; ///< whether it concerns a Classic model too
};

/// Every one, in the order in which they are shown: the network, how long, the optimiser, the music.
[[nodiscard]] std::vector<TrainingSetting> trainingSettings();
/// Those that concern the kind of model that is trained.
[[nodiscard]] std::vector<TrainingSetting> trainingSettings(const training::TrainingConfig& config);
/// "15 min", "never".
[[nodiscard]] QString valueText(const TrainingSetting& setting, const training::TrainingConfig& config);

} // namespace cadenza::ui
