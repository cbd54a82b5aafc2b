#pragma once

#include "core/ml/flat_parameters.h"
#include "core/ml/torch_ranks.h"

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <memory>
#include <vector>

namespace torch::autograd {
struct Node;
}

namespace cadenza::ml {

/// Adds up the gradients of all ranks while the backward pass is still at work: they are cut into a few buckets from
/// the end, where the backward pass begins, and a bucket is on its way as soon as all of its gradients are complete (Li
/// et al., 2020, "PyTorch Distributed", section 3.2). One thread at a time, and the backward pass's.
class GradientSum {
public:
    /// Both are borrowed.
    GradientSum(FlatParameters& parameters, TorchRanks& ranks);
    GradientSum(const GradientSum&) = delete;
    GradientSum& operator=(const GradientSum&) = delete;

    /// Before the backward pass; `first` is added up as well, and before all buckets.
    void begin(const at::Tensor& first);
    /// After it: all gradients, and `first`, are sums over the ranks. Fails with LostRank, and they are anything.
    [[nodiscard]] Result<void> finish();

private:
    struct Bucket {
        at::Tensor gradients;      ///< part of the flat one
        std::size_t parameters{0}; ///< whose gradients lie in it
        std::size_t missing{0};    ///< of those, in this backward pass
    };
    struct Hook;

    void complete(std::size_t bucket);
    void send();

    TorchRanks& ranks_;
    std::vector<Bucket> buckets_; ///< in the order in which they are sent, on every rank
    std::vector<std::shared_ptr<torch::autograd::Node>> accumulators_; ///< of the parameters; they keep our hooks
    std::size_t next_{0};                                              ///< bucket to be sent
    std::vector<TorchRanks::Pending> begun_;
};

} // namespace cadenza::ml
