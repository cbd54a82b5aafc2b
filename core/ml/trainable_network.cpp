#include "core/ml/trainable_network.h"

#include <ATen/ATen.h>

#include <cmath>
#include <cstdint>

namespace cadenza::ml {
namespace {

constexpr std::int64_t kIgnored = -100; ///< target that does not count

} // namespace

at::Tensor dropoutMask(at::IntArrayRef sizes, double p, Random& random, const at::Device& device)
{
    at::Tensor mask = at::empty(sizes, at::kFloat);
    const auto threshold = static_cast<std::uint64_t>(std::lround(p * 256.0));
    const float scale = 256.0F / static_cast<float>(256 - threshold);
    float* values = mask.data_ptr<float>();
    const auto count = static_cast<std::size_t>(mask.numel());
    for (std::size_t i = 0; i < count;) {
        std::uint64_t bits = random.next();
        for (int byte = 0; byte < 8 && i < count; ++byte, bits >>= 8)
            values[i++] = (bits & 255) < threshold ? 0.0F : scale;
    }
    return mask.to(device);
}

void LossSum::add(const at::Tensor& logits_tbv, const at::Tensor& target_tb, const at::Tensor& counts_tb)
{
    const at::Tensor target = at::where(counts_tb, target_tb, at::scalar_tensor(kIgnored, target_tb.options()));
    const at::Tensor logits_nv = logits_tbv.flatten(0, 1);
    losses_.push_back(at::cross_entropy_loss(logits_nv, target.flatten(), {}, at::Reduction::Sum, kIgnored));
    right_.push_back((logits_nv.detach().argmax(-1) == target.flatten()).sum());
}

at::Tensor LossSum::total() const
{
    return at::stack(losses_).sum();
}

at::Tensor LossSum::losses() const
{
    return at::stack(losses_).detach().to(at::kCPU, at::kDouble);
}

at::Tensor LossSum::right() const
{
    return at::stack(right_).to(at::kCPU, at::kDouble);
}

} // namespace cadenza::ml
