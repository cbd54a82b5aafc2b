#pragma once

#include "core/ml/lstm_comparison.h"
#include "core/ml/rank_group.h"
#include "core/training/learner.h"
#include "core/training/rendezvous.h"

#include <memory>
#include <stop_token>

namespace cadenza::ml {

/// Makes learners with the training module (libcadenza-ml.so), which is opened on the first call: beside the program
/// (../lib, or ../lib/cadenza/modules where it was installed). Links no libtorch. Fails with MissingTraining when the
/// module or a library it needs is not there, SlowBlas when products would run on the reference BLAS (the variable
/// CADENZA_ALLOW_SLOW_BLAS=1 trains all the same), Unsupported for a device it cannot use. Any thread.
[[nodiscard]] training::LearnerFactory learnerFactory();

/// Meets the other ranks of a distributed run, through the same module, and waits until all are there, as long as
/// `place.patience` says. Fails as opening the module does; with NoAnswer, naming who did not come; with InvalidSetting
/// or RanksDiffer where `place` does not fit the others; with Unsupported (a device); with Cancelled.
[[nodiscard]] Result<std::unique_ptr<RankGroup>> joinRanks(const training::Rendezvous& place, training::Device device,
                                                           std::stop_token stop);

/// Our LSTM beside libtorch's, through the same module; fails as making a learner does.
[[nodiscard]] Result<std::unique_ptr<LstmComparison>> compareLstm(const LstmComparison::Task& task);

} // namespace cadenza::ml
