#pragma once

#include "core/ml/lstm_comparison.h"
#include "core/ml/rank_group.h"
#include "core/training/learner.h"
#include "core/training/rendezvous.h"

#include <memory>
#include <stop_token>

namespace cadenza::ml {

inline constexpr const char* kModuleFile = "libcadenza-ml.so";
inline constexpr const char* kCompareLstmSymbol = "cadenza_compare_lstm_3";
/// The number changes with anything that crosses this border, so that an old module is refused and not called.
inline constexpr const char* kMakeLearnerSymbol = "cadenza_make_learner_5";
inline constexpr const char* kJoinRanksSymbol = "cadenza_join_ranks_2";

/// The doors of the shared module. What they make is left in the last argument, because a C symbol cannot return it.
using MakeLearner = void(const model::NetworkShape& shape, const training::TrainingConfig& config,
                         Result<std::unique_ptr<training::Learner>>& learner);
using JoinRanks = void(const training::Rendezvous& place, training::Device device, std::stop_token stop,
                       Result<std::unique_ptr<RankGroup>>& ranks);
using CompareLstm = void(const LstmComparison::Task& task, Result<std::unique_ptr<LstmComparison>>& comparison);

} // namespace cadenza::ml
