#include "core/ml/adam.h"

#include <ATen/ATen.h>

#include <cmath>
#include <cstddef>

namespace cadenza::ml {
namespace {

/// One pass over memory instead of a pass per operation.
void updateOnCpu(std::size_t count, float* __restrict weights, const float* __restrict gradients,
                 float* __restrict mean, float* __restrict square, float rate, float squareScale)
{
    constexpr auto m = static_cast<float>(Adam::kMeanDecay);
    constexpr auto v = static_cast<float>(Adam::kSquareDecay);
    constexpr auto epsilon = static_cast<float>(Adam::kEpsilon);
    for (std::size_t i = 0; i < count; ++i) {
        const float g = gradients[i];
        mean[i] = m * mean[i] + (1.0F - m) * g;
        square[i] = v * square[i] + (1.0F - v) * g * g;
        weights[i] -= rate * mean[i] / (std::sqrt(square[i] * squareScale) + epsilon);
    }
}

} // namespace

Adam::Adam(const at::Tensor& weights) : mean(at::zeros_like(weights)), square(at::zeros_like(weights)) {}

void Adam::update(at::Tensor& weights, const at::Tensor& gradients, double learningRate)
{
    ++updates;
    const double meanScale = 1.0 / (1.0 - std::pow(kMeanDecay, static_cast<double>(updates)));
    const double squareScale = 1.0 / (1.0 - std::pow(kSquareDecay, static_cast<double>(updates)));
    if (weights.is_cpu()) {
        updateOnCpu(static_cast<std::size_t>(weights.numel()), weights.data_ptr<float>(), gradients.data_ptr<float>(),
                    mean.data_ptr<float>(), square.data_ptr<float>(), static_cast<float>(learningRate * meanScale),
                    static_cast<float>(squareScale));
        return;
    }
    mean.mul_(kMeanDecay).add_(gradients, 1.0 - kMeanDecay);
    square.mul_(kSquareDecay).addcmul_(gradients, gradients, 1.0 - kSquareDecay);
    weights.addcdiv_(mean, (square * squareScale).sqrt_().add_(kEpsilon), -learningRate * meanScale);
}

} // namespace cadenza::ml
