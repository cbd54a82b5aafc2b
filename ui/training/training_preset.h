#pragma once

#include "core/training/calibration.h"
#include "core/training/presets.h"

#include <QString>

namespace cadenza::ui {

/// What people call a preset.
[[nodiscard]] QString titleOf(training::Preset preset);
[[nodiscard]] QString durationOf(training::Preset preset); ///< "2 minutes at most": a budget that training keeps
/// "≈ 2 minutes": what was measured on this machine.
[[nodiscard]] QString durationOf(const training::Estimate& estimate);
/// "Here the network of 256 cells hears the music 21 times."
[[nodiscard]] QString effortOf(const training::Estimate& estimate);
[[nodiscard]] QString promiseOf(training::Preset preset); ///< what one may expect, in a sentence

} // namespace cadenza::ui
