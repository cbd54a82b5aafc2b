#pragma once

#include "core/base/result.h"
#include "core/training/learner.h"
#include "core/training/trainer.h"

#include <cstddef>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace cadenza::training {

/// Passes over the music that a network needs before it is worth its size.
inline constexpr double kFewestPasses = 3.0;

/// The networks that may stand in for `shape` on a slower machine, the largest (`shape` itself) first.
[[nodiscard]] std::vector<model::NetworkShape> smallerShapes(const model::NetworkShape& shape);

/// How a run will go on this machine, as measured.
struct Estimate {
    model::NetworkShape shape{}; ///< the network that fits
    double notesPerSecond{0.0};
    double seconds{0.0}; ///< that the run will take
    double passes{0.0};  ///< over the music in that time
};

/// Measures over a few batches of `corpus`, half a second a network or less, how a run on `notes` notes of such music
/// would go. Precondition: the shape has the corpus's composers. Fails as the learner does, or with Cancelled.
[[nodiscard]] Result<Estimate> estimate(const LearnerFactory& makeLearner, const TrainingConfig& config,
                                        const CorpusSnapshot& corpus, std::size_t notes, std::stop_token stop = {});

/// The configuration with the largest of those networks that hears the music `kFewestPasses` times in `config.time` on
/// this machine: each is measured over a few batches, half a second or less, until one is fast enough. Unchanged where
/// no time is given. Precondition: the shape has the corpus's composers. Fails as the learner does, or with Cancelled.
[[nodiscard]] Result<TrainingConfig> fittedToMachine(const LearnerFactory& makeLearner, const TrainingConfig& config,
                                                     const CorpusSnapshot& corpus, std::stop_token stop = {});

} // namespace cadenza::training
