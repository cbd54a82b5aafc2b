#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace cadenza::ml {

/// Adam (Kingma and Ba, 2015, algorithm 1) over one flat tensor.
struct Adam {
    static constexpr double kMeanDecay = 0.9;
    static constexpr double kSquareDecay = 0.999;
    static constexpr double kEpsilon = 1e-8;

    explicit Adam(const at::Tensor& weights);
    void update(at::Tensor& weights, const at::Tensor& gradients, double learningRate);

    at::Tensor mean;
    at::Tensor square;
    std::int64_t updates{0};
};

} // namespace cadenza::ml
