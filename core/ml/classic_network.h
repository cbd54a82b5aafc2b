#pragma once

#include "core/base/random.h"
#include "core/lstm/layer.h"
#include "core/ml/trainable_network.h"
#include "core/model/classic_shape.h"

#include <array>
#include <string>

namespace cadenza::ml {

/// The three networks of a Classic model with autograd, trained together. A one-hot input times a matrix is a row of
/// it, so inputs are gathered.
class ClassicNetwork final : public TrainableNetwork {
public:
    /// Initialised from `random` as the published system's library does (Keras): inputs, dense layers and outputs
    /// uniform by Glorot and Bengio (2010, equation 16), recurrent weights orthogonal, biases zero, but one for the
    /// forget gate. On the CPU each LSTM runs on `threads` threads, one stream after the other.
    ClassicNetwork(const model::ClassicShape& shape, const Processing& processing, Random& random);

    [[nodiscard]] ForwardResult forward(const training::Batch& batch, CarriedState& state, double dropout,
                                        Random& random) override;
    /// A layer of the state is a stream.
    [[nodiscard]] CarriedState initialState(int batch) const override;
    [[nodiscard]] model::Model described() const override;

private:
    struct Tokens;
    void initialise(Random& random);
    void packIfChanged();
    [[nodiscard]] const at::Tensor& parameter(model::ClassicStream stream, const char* name) const;
    [[nodiscard]] at::Tensor gatesOf(model::ClassicStream stream, const Tokens& tokens) const;
    [[nodiscard]] at::Tensor logitsOf(model::ClassicStream stream, const Tokens& tokens, CarriedState& state,
                                      double dropout, Random& random);

    model::ClassicShape shape_;
    Processing processing_;
    std::array<lstm::Layer, model::kClassicStreams.size()> layers_; ///< for the CPU
    lstm::Workers workers_;
};

} // namespace cadenza::ml
