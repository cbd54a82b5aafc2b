#pragma once

#include "core/base/random.h"
#include "core/lstm/layer.h"
#include "core/model/network_shape.h"
#include "core/training/learner.h"

#include <ATen/core/Tensor.h>

#include <map>
#include <string>
#include <vector>

namespace cadenza::ml {

/// A batch as class indices on the device, time first.
struct BatchTensors {
    explicit BatchTensors(const training::Batch& batch, const at::Device& device);

    at::Tensor attributes_atb; ///< 9 attributes × (steps + 1) × batch, in the order of `Attribute`
    at::Tensor expected_atb;   ///< the same attributes of what is expected after each of the `steps` events read
    at::Tensor recall_tb;      ///< steps × batch, level of the expectation
    at::Tensor composers_tb;   ///< steps × batch
    at::Tensor counts_tb;      ///< steps × batch, true where the target counts
    at::Tensor newQuarters_tb; ///< steps × batch, true where the target counts and begins a quarter
    at::Tensor kept_b1;        ///< batch × 1, 1 where the carried state is kept, 0 where it is zeroed
};

/// Hidden and cell state of each layer, batch × hidden.
struct CarriedState {
    std::vector<at::Tensor> hidden_bh;
    std::vector<at::Tensor> cell_bh;
};

/// What speaks to a head of what is recalled.
struct Recalled {
    at::Tensor class_tb; ///< the expected class
    at::Tensor row_tb;   ///< of the head's gains, flattened: level × 2 + 1 where what it is told is as expected
    at::Tensor known_tb; ///< 1 where anything is recalled, else 0
};

/// What one forward pass gives: the loss to follow downhill, and its parts.
struct ForwardResult {
    at::Tensor loss; ///< nats per counted note, over all heads
    training::Tally tally;
};

/// The Expressive network of `model::NetworkShape` with autograd. All parameters and all gradients lie in one flat
/// tensor each, so that the optimiser walks through memory once.
class ExpressiveNetwork {
public:
    /// Freshly initialised from `random`. On the CPU the LSTM layers run on `threads` threads.
    ExpressiveNetwork(const model::NetworkShape& shape, const at::Device& device, int threads, Random& random);

    /// Dropout is applied when `dropout` > 0, with masks drawn from `random`. Updates `state`.
    [[nodiscard]] ForwardResult forward(const BatchTensors& batch, CarriedState& state, double dropout, Random& random);
    [[nodiscard]] CarriedState initialState(int batch) const;

    [[nodiscard]] const model::NetworkShape& shape() const { return shape_; }
    [[nodiscard]] const at::Tensor& weights() const { return weights_; }
    /// To be written to; the next `forward` packs them anew.
    [[nodiscard]] at::Tensor& changeWeights()
    {
        changed_ = true;
        return weights_;
    }
    [[nodiscard]] at::Tensor& gradients() { return gradients_; }
    [[nodiscard]] const std::map<std::string, at::Tensor>& parameters() const { return parameters_; }

private:
    void initialise(Random& random);
    [[nodiscard]] const at::Tensor& parameter(const std::string& name) const { return parameters_.at(name); }
    [[nodiscard]] at::Tensor inputs(const BatchTensors& batch) const;
    void packIfChanged();
    [[nodiscard]] at::Tensor recur(const BatchTensors& batch, CarriedState& state, double dropout, Random& random);
    [[nodiscard]] at::Tensor head(const std::string& name, const std::vector<at::Tensor>& given,
                                  const Recalled& recalled) const;

    model::NetworkShape shape_;
    at::Tensor weights_;
    at::Tensor gradients_;
    std::map<std::string, at::Tensor> parameters_; ///< views into `weights_`
    bool changed_{true};
    std::vector<lstm::Layer> layers_; ///< for the CPU
    lstm::Workers workers_;
};

} // namespace cadenza::ml
