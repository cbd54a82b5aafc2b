#pragma once

#include "core/lstm/layer.h"
#include "core/training/training_config.h"

#include <ATen/core/Tensor.h>

namespace cadenza::ml {

/// Parameters of one layer in PyTorch's layout; one bias.
struct LayerWeights {
    at::Tensor input_gi;     ///< 4h × inputs
    at::Tensor recurrent_gh; ///< 4h × h
    at::Tensor bias_g;
};

struct LayerState {
    at::Tensor hidden_bh;
    at::Tensor cell_bh;
};

struct LayerOutput {
    at::Tensor hidden_tbh; ///< with autograd
    LayerState last;       ///< without
};

/// One LSTM layer over core/lstm on the CPU, with autograd for inputs and weights but not for the initial state.
/// `layer` must hold the matrices of `weights` packed, and live with `workers` until the backward pass is over.
[[nodiscard]] LayerOutput lstmOnCpu(const at::Tensor& input_tbi, const LayerState& initial, const LayerWeights& weights,
                                    lstm::Layer& layer, lstm::Workers& workers);

/// The same for a layer without inputs, whose `gates_tbg` hold the inputs' share and the bias, with autograd for them.
[[nodiscard]] LayerOutput recurOnCpu(const at::Tensor& gates_tbg, const LayerState& initial,
                                     const at::Tensor& recurrent_gh, lstm::Layer& layer, lstm::Workers& workers);

/// That in libtorch's own operations, step by step, on any device. Gates and states are float in any arithmetic.
[[nodiscard]] LayerOutput recurByTorch(const at::Tensor& gates_tbg, const LayerState& initial,
                                       const at::Tensor& recurrent_gh,
                                       training::Arithmetic arithmetic = training::Arithmetic::Float32);

/// The whole layer with libtorch's own LSTM, on any device.
[[nodiscard]] LayerOutput lstmByTorch(const at::Tensor& input_tbi, const LayerState& initial,
                                      const LayerWeights& weights);

} // namespace cadenza::ml
