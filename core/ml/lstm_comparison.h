#pragma once

#include "core/lstm/layer.h"

namespace cadenza::ml {

/// Our LSTM and libtorch's side by side on the same task, for benchmarks: layers of equal width, a linear map to
/// `classes`, cross-entropy and Adam, with the gradient of the input. Times are wall-clock seconds. One thread at a
/// time.
class LstmComparison {
public:
    struct Task {
        lstm::SequenceShape shape{.steps = 64, .batch = 32, .hidden = 512};
        int layers{2};
        int classes{400};
        int threads{2};
    };

    virtual ~LstmComparison() = default;

    /// One training step: forward, backward, optimiser.
    [[nodiscard]] virtual double trainOurs() = 0;
    /// The same with `torch::nn::LSTM` in its fastest setting: ATen on one thread, OpenBLAS on all.
    [[nodiscard]] virtual double trainStock() = 0;
    /// Relative L2 distance of our gradient (weights and input) from libtorch's autograd, before any training.
    [[nodiscard]] virtual double gradientError() = 0;
    /// One time step of one sequence on one thread, without gradient, from layers to logits.
    [[nodiscard]] virtual double stepStock() = 0;
};

} // namespace cadenza::ml
