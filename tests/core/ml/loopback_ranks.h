#pragma once

#include "core/ml/torch_ranks.h"
#include "core/training/trainer.h"
#include "tests/support/free_port.h"

#include <thread>
#include <vector>

namespace cadenza::test {

/// Trains on ranks that are threads of this process and speak to each other through the loopback interface: what came
/// of it on each.
inline std::vector<Result<training::TrainingOutcome>> trainOnRanks(int world, const training::TrainingConfig& config,
                                                                   const training::CorpusSnapshot& corpus,
                                                                   const training::CheckpointPlan& checkpoints = {},
                                                                   std::stop_source stop = {},
                                                                   const training::TrainingObserver& observe = {})
{
    std::vector<Result<training::TrainingOutcome>> outcomes(static_cast<std::size_t>(world));
    const auto port = freePort();
    std::vector<std::jthread> threads;
    for (int rank = 0; rank < world; ++rank)
        threads.emplace_back([&, rank] {
            auto& outcome = outcomes[static_cast<std::size_t>(rank)];
            auto ranks = ml::TorchRanks::join({.address = "127.0.0.1", .port = port, .rank = rank, .world = world},
                                              config.device, stop.get_token());
            if (!ranks) {
                outcome = std::unexpected(ranks.error());
                return;
            }
            outcome = training::train(
                [&](const auto& shape, const auto& fitted) { return (*ranks)->makeLearner(shape, fitted); }, config,
                corpus, stop.get_token(), observe, checkpoints, {.ranks = ranks->get()});
            if (outcome)
                (*ranks)->leave();
        });
    threads.clear();
    return outcomes;
}

} // namespace cadenza::test
