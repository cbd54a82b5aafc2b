#pragma once

#include "core/model/classic_network.h"
#include "core/training/evaluation.h"

#include <stop_token>

namespace cadenza::training {

/// How well a Classic model foretells music: every token of each piece after its first 64, the word under pitch and the
/// offset under step. Fails with WrongEncoding where the corpus is not in the model's vocabulary, with TooLittleMusic
/// or Cancelled.
[[nodiscard]] Result<Evaluation> evaluateClassic(const model::ClassicNetwork& network, const Corpus& corpus,
                                                 const std::stop_token& stop, const ProgressSink& progress);

} // namespace cadenza::training
