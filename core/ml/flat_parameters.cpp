#include "core/ml/flat_parameters.h"

#include <ATen/ATen.h>

#include <utility>
#include <vector>

namespace cadenza::ml {

FlatParameters::FlatParameters(std::span<const model::ParameterSpec> specs, const at::Device& device)
{
    std::int64_t total = 0;
    for (const auto& spec : specs)
        total += static_cast<std::int64_t>(spec.elements());
    weights_ = at::zeros({total}, at::TensorOptions().device(device));
    gradients_ = at::zeros({total}, at::TensorOptions().device(device));
    std::int64_t at = 0;
    for (const auto& spec : specs) {
        const auto size = static_cast<std::int64_t>(spec.elements());
        const std::vector<std::int64_t> sizes(spec.shape.begin(), spec.shape.end());
        at::Tensor parameter = weights_.narrow(0, at, size).view(sizes).detach();
        parameter.set_requires_grad(true);
        parameter.mutable_grad() = gradients_.narrow(0, at, size).view(sizes);
        parameters_.emplace(spec.name, std::move(parameter));
        at += size;
    }
}

} // namespace cadenza::ml
