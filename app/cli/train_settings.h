#pragma once

#include "core/training/training_config.h"

#include <CLI/CLI.hpp>

#include <optional>
#include <string>

namespace cadenza::app {

/// The settings of a preset that a person may want otherwise.
struct SettingChanges {
    std::optional<int> hidden, layers, batch, steps, threads, patience;
    std::optional<double> learningRate, dropout, recallDropout, validationShare;
    bool noTransposition{false};
};

/// What only a Classic model has.
struct ClassicChanges {
    std::string split{"works"};
    std::string reads{"own"};
    std::string chords{"classes"};
    bool noZeroDurations{false};
};

void addSettings(CLI::App& command, SettingChanges& changes);
void addClassicSettings(CLI::App& command, ClassicChanges& changes);

/// Puts them in the place of what `config` says.
void apply(const SettingChanges& changes, training::TrainingConfig& config);
[[nodiscard]] training::TrainingConfig classicConfigFrom(const ClassicChanges& changes);

} // namespace cadenza::app
