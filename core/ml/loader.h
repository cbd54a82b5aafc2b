#pragma once

#include "core/ml/lstm_comparison.h"
#include "core/training/learner.h"

#include <memory>

namespace cadenza::ml {

/// Makes learners with the training module (libcadenza-ml.so), which is opened on the first call: beside the program
/// (../lib, or ../lib/cadenza/modules where it was installed). Links no libtorch. Fails with MissingTraining when the
/// module or a library it needs is not there, SlowBlas when products would run on the reference BLAS (the variable
/// CADENZA_ALLOW_SLOW_BLAS=1 trains all the same), Unsupported for a device it cannot use. Any thread.
[[nodiscard]] training::LearnerFactory learnerFactory();

/// Our LSTM beside libtorch's, through the same module; fails as making a learner does.
[[nodiscard]] Result<std::unique_ptr<LstmComparison>> compareLstm(const LstmComparison::Task& task);

} // namespace cadenza::ml
