#pragma once

#include "core/base/random.h"
#include "core/ml/flat_parameters.h"
#include "core/model/model.h"
#include "core/training/learner.h"

#include <ATen/core/Tensor.h>

#include <optional>
#include <utility>
#include <vector>

namespace cadenza::ml {

/// Hidden and cell state of each layer, batch × hidden.
struct CarriedState {
    std::vector<at::Tensor> hidden_bh;
    std::vector<at::Tensor> cell_bh;
};

/// Where and how a network computes.
struct Processing {
    at::Device device{at::kCPU};
    int threads{1};
    training::Arithmetic arithmetic{training::Arithmetic::Float32};

    /// Whether core/lstm computes the layers, else libtorch.
    [[nodiscard]] bool usesOurKernels() const { return device.is_cpu() && arithmetic == training::Arithmetic::Float32; }
};

/// What one forward pass gives: the loss to follow downhill, and its parts.
struct ForwardResult {
    at::Tensor loss; ///< nats, over all heads, per note that counts in the whole batch where this is a share of one
    training::Tally tally;
};

/// A network with autograd, as the learner sees it: one implementation for each kind of model.
class TrainableNetwork {
public:
    virtual ~TrainableNetwork() = default;

    /// Dropout is applied when `dropout` > 0, with masks drawn from `random`. Updates `state`.
    [[nodiscard]] virtual ForwardResult forward(const training::Batch& batch, CarriedState& state, double dropout,
                                                Random& random) = 0;
    [[nodiscard]] virtual CarriedState initialState(int batch) const = 0;
    /// Its kind and sizes, without weights or vocabulary.
    [[nodiscard]] virtual model::Model described() const = 0;

    [[nodiscard]] FlatParameters& parameters() { return parameters_; }
    [[nodiscard]] const FlatParameters& parameters() const { return parameters_; }

protected:
    explicit TrainableNetwork(FlatParameters parameters) : parameters_(std::move(parameters)) {}

    FlatParameters parameters_;
};

/// Zeros and 1/(1−p) for steps × batch × units, so that the mean stays; p is rounded to 1/256. Of a share of a larger
/// batch it is that part of the mask of the whole, which `random` is drawn on for.
[[nodiscard]] at::Tensor dropoutMask(at::IntArrayRef sizes_tbh, double p, Random& random, const at::Device& device,
                                     const std::optional<training::Share>& share);

/// What the sum of losses is divided by: see `ForwardResult::loss`.
[[nodiscard]] double divisorOf(const training::Batch& batch, double counted);

/// Negative log-likelihoods in nats, and how often the likeliest class was right, of one prediction after another.
class LossSum {
public:
    /// Adds the negative log-likelihood of the targets where `counts` says so.
    void add(const at::Tensor& logits_tbv, const at::Tensor& target_tb, const at::Tensor& counts_tb);
    [[nodiscard]] at::Tensor total() const;
    /// In the order of `add`, on the CPU.
    [[nodiscard]] at::Tensor losses() const;
    [[nodiscard]] at::Tensor right() const;

private:
    std::vector<at::Tensor> losses_;
    std::vector<at::Tensor> right_;
};

} // namespace cadenza::ml
