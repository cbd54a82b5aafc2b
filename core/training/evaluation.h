#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/model/network.h"
#include "core/training/baseline.h"
#include "core/training/learner.h"
#include "core/training/trainer.h"

#include <stop_token>

namespace cadenza::training {

struct Evaluation {
    Tally tally; ///< over every note but each piece's first
    Baseline baseline;
};

/// How well a model foretells music, without libtorch: each piece of the corpus from its start to its end, validation
/// or not. A composer the model knows by name conditions it; others count as "any". Runs on the calling thread and
/// stops within a second with Cancelled. Passages of more
/// than `recallLongest` notes are not recalled; 0 shows what the network foretells by itself. Fails with WrongEncoding
/// when music and model differ in their time base or vocabulary, and with TooLittleMusic when there is no second note
/// to foretell.
[[nodiscard]] Result<Evaluation> evaluate(const model::Network& network, const Corpus& corpus,
                                          std::stop_token stop = {}, const ProgressSink& progress = {},
                                          int recallLongest = encoding::kRecallAll);

} // namespace cadenza::training
