#pragma once

#include "core/training/presets.h"

#include <QString>

namespace cadenza::ui {

/// What people call a preset.
[[nodiscard]] QString titleOf(training::Preset preset);
[[nodiscard]] QString durationOf(training::Preset preset); ///< "2 minutes": a budget that training keeps
[[nodiscard]] QString promiseOf(training::Preset preset);  ///< what one may expect, in a sentence

} // namespace cadenza::ui
