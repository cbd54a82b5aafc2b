#pragma once

#include "core/ml/lifeline.h"
#include "core/ml/rank_group.h"
#include "core/training/rendezvous.h"
#include "core/training/training_config.h"

#include <ATen/core/Tensor.h>
#include <torch/csrc/distributed/c10d/Work.hpp>

#include <memory>
#include <stop_token>
#include <vector>

namespace cadenza::ml {

/// Ranks on libtorch's c10d: Gloo between processors, NCCL for tensors on GPUs where libtorch has it.
class TorchRanks final : public RankGroup {
public:
    using Pending = c10::intrusive_ptr<c10d::Work>;

    /// See `joinRanks` in core/ml/loader.h.
    [[nodiscard]] static Result<std::unique_ptr<RankGroup>> join(const training::Rendezvous& place,
                                                                 training::Device device, std::stop_token stop);
    ~TorchRanks() override;

    [[nodiscard]] int rank() const override { return place_.rank; }
    [[nodiscard]] int world() const override { return place_.world; }
    [[nodiscard]] int localRank() const { return place_.localRank; } ///< which GPU of this machine is ours
    [[nodiscard]] Result<void> sum(std::span<double> values) override;
    [[nodiscard]] Result<std::vector<std::byte>> fromFirst(std::span<const std::byte> bytes) override;
    [[nodiscard]] Result<std::unique_ptr<training::Learner>>
    makeLearner(const model::NetworkShape& shape, const training::TrainingConfig& config) override;
    void leave() override;

    /// Begins to put the sum over all ranks in the place of `tensor`, contiguous, while the caller goes on. Every rank
    /// begins the same sums in the same order. Any one thread at a time.
    [[nodiscard]] Pending beginSum(const at::Tensor& tensor);
    /// Waits for what was begun. Fails with LostRank.
    [[nodiscard]] Result<void> finish(const std::vector<Pending>& begun);

private:
    struct Engines;

    TorchRanks(training::Rendezvous place, std::unique_ptr<Lifeline> lifeline, std::unique_ptr<Engines> engines);
    [[nodiscard]] Error lost(const std::string& problem);

    training::Rendezvous place_;
    std::unique_ptr<Lifeline> lifeline_;
    std::unique_ptr<Engines> engines_;
};

} // namespace cadenza::ml
