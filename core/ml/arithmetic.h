#pragma once

#include "core/training/training_config.h"

#include <ATen/ATen.h>

namespace cadenza::ml {

/// A matrix as operand of products in this arithmetic.
[[nodiscard]] inline at::Tensor operandIn(training::Arithmetic arithmetic, const at::Tensor& matrix)
{
    return arithmetic == training::Arithmetic::BFloat16 ? matrix.to(at::kBFloat16) : matrix;
}

/// x Wᵀ + bias; float values in and out, with autograd.
[[nodiscard]] inline at::Tensor linearIn(training::Arithmetic arithmetic, const at::Tensor& x, const at::Tensor& weight,
                                         const at::Tensor& bias)
{
    if (arithmetic == training::Arithmetic::Float32)
        return at::linear(x, weight, bias);
    return at::linear(operandIn(arithmetic, x), operandIn(arithmetic, weight)).to(at::kFloat) + bias;
}

} // namespace cadenza::ml
