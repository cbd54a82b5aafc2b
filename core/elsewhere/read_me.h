#pragma once

#include "core/elsewhere/training_order.h"

#include <string>

namespace cadenza::elsewhere {

/// Words for whoever finds a training folder: what it is and how to train it.
[[nodiscard]] std::string readMeOf(const TrainingOrder& order);

} // namespace cadenza::elsewhere
