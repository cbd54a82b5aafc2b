#pragma once

#include "core/base/random.h"
#include "core/lstm/layer.h"
#include "core/ml/lstm_function.h"
#include "core/ml/trainable_network.h"
#include "core/model/network_shape.h"
#include "core/training/learner.h"

#include <ATen/core/Tensor.h>

#include <optional>
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
    std::optional<training::Share> share;
};

/// What speaks to a head of what is recalled.
struct Recalled {
    at::Tensor class_tb; ///< the expected class
    at::Tensor row_tb;   ///< of the head's gains, flattened: level × 2 + 1 where what it is told is as expected
    at::Tensor known_tb; ///< 1 where anything is recalled, else 0
};

/// The Expressive network of `model::NetworkShape` with autograd.
class ExpressiveNetwork final : public TrainableNetwork {
public:
    /// Freshly initialised from `random`. On the CPU the LSTM layers run on `threads` threads, in float.
    ExpressiveNetwork(const model::NetworkShape& shape, const Processing& processing, Random& random);

    [[nodiscard]] ForwardResult forward(const training::Batch& batch, CarriedState& state, double dropout,
                                        Random& random) override;
    [[nodiscard]] CarriedState initialState(int batch) const override;
    [[nodiscard]] model::Model described() const override;

private:
    void initialise(Random& random);
    [[nodiscard]] const at::Tensor& parameter(const std::string& name) const { return parameters_.at(name); }
    [[nodiscard]] at::Tensor inputs(const BatchTensors& batch) const;
    void packIfChanged();
    [[nodiscard]] at::Tensor recur(const BatchTensors& batch, CarriedState& state, double dropout, Random& random);
    [[nodiscard]] LayerOutput runLayer(std::size_t layer, const at::Tensor& x_tbh, const LayerState& before);
    [[nodiscard]] at::Tensor head(const std::string& name, const std::vector<at::Tensor>& given,
                                  const Recalled& recalled) const;

    model::NetworkShape shape_;
    Processing processing_;
    std::vector<lstm::Layer> layers_; ///< for the CPU
    lstm::Workers workers_;
};

} // namespace cadenza::ml
