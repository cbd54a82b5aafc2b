#pragma once

#include "core/training/training_config.h"

#include <QString>

#include <array>

namespace cadenza::ui {

/// How long a person wants to wait, in words.
enum class TrainingPreset { Quick, Standard, Thorough };

inline constexpr std::array kTrainingPresets{TrainingPreset::Quick, TrainingPreset::Standard, TrainingPreset::Thorough};

[[nodiscard]] QString nameOf(TrainingPreset preset);
[[nodiscard]] QString durationOf(TrainingPreset preset); ///< "2 minutes"
[[nodiscard]] QString promiseOf(TrainingPreset preset);  ///< what one may expect, in a sentence
/// The time is a budget that training keeps, so what the card says is exact; the network grows with it.
[[nodiscard]] training::TrainingConfig configOf(TrainingPreset preset);

} // namespace cadenza::ui
