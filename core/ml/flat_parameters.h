#pragma once

#include "core/model/network_shape.h"

#include <ATen/core/Tensor.h>

#include <map>
#include <span>
#include <string>
#include <utility>

namespace cadenza::ml {

/// The parameters of a network by name. All of them, and all their gradients, lie in one flat tensor each, so that the
/// optimiser walks through memory once.
class FlatParameters {
public:
    /// All zero, on `device`.
    FlatParameters(std::span<const model::ParameterSpec> specs, const at::Device& device);

    [[nodiscard]] const at::Tensor& at(const std::string& name) const { return parameters_.at(name); }
    [[nodiscard]] const std::map<std::string, at::Tensor>& all() const { return parameters_; }
    [[nodiscard]] const at::Tensor& weights() const { return weights_; }
    [[nodiscard]] at::Tensor& gradients() { return gradients_; }
    /// To be written to.
    [[nodiscard]] at::Tensor& changeWeights()
    {
        changed_ = true;
        return weights_;
    }
    /// Whether weights were changed since this was last asked: what was packed of them is then stale.
    [[nodiscard]] bool takeChanged() { return std::exchange(changed_, false); }

private:
    at::Tensor weights_;
    at::Tensor gradients_;
    std::map<std::string, at::Tensor> parameters_; ///< views into `weights_`
    bool changed_{true};
};

} // namespace cadenza::ml
