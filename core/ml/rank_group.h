#pragma once

#include "core/training/collective.h"
#include "core/training/learner.h"

#include <memory>

namespace cadenza::ml {

/// The ranks of a run, and learners whose steps all of them take together.
class RankGroup : public training::Collective {
public:
    /// Such a learner; every rank makes one. Fails as any learner does.
    [[nodiscard]] virtual Result<std::unique_ptr<training::Learner>>
    makeLearner(const model::NetworkShape& shape, const training::TrainingConfig& config) = 0;
    /// Says goodbye when all is done, and waits until all others do, 10 s at most. Whoever is destroyed without it
    /// counts as lost.
    virtual void leave() = 0;
};

} // namespace cadenza::ml
