#pragma once

#include "core/model/network_shape.h"
#include "core/training/training_config.h"

#include <cstddef>
#include <optional>

namespace cadenza::ml {

/// About how many bytes a run needs beside the program and libtorch: weights, gradients, optimiser, packed copies, the
/// best model so far, and what the backward pass keeps of a batch.
[[nodiscard]] std::size_t bytesNeeded(const model::NetworkShape& shape, const training::TrainingConfig& config);

/// What the system can give without swapping (MemAvailable); nothing where it does not say.
[[nodiscard]] std::optional<std::size_t> bytesAvailable();

} // namespace cadenza::ml
