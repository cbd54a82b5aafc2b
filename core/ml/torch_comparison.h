#pragma once

#include "core/base/result.h"
#include "core/ml/lstm_comparison.h"

#include <memory>

namespace cadenza::ml {

/// A comparison on libtorch with seeded weights. Fails with SlowBlas or OutOfMemory.
[[nodiscard]] Result<std::unique_ptr<LstmComparison>> makeTorchComparison(const LstmComparison::Task& task);

} // namespace cadenza::ml
