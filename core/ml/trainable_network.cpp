#include "core/ml/trainable_network.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace cadenza::ml {
namespace {

constexpr std::int64_t kIgnored = -100; ///< target that does not count

} // namespace

at::Tensor dropoutMask(at::IntArrayRef sizes_tbh, double p, Random& random, const at::Device& device,
                       const std::optional<training::Share>& share)
{
    at::Tensor mask = at::empty(sizes_tbh, at::kFloat);
    const auto threshold = static_cast<std::uint64_t>(std::lround(p * 256.0));
    const float scale = 256.0F / static_cast<float>(256 - threshold);
    const std::int64_t units = sizes_tbh[2];
    const std::int64_t first = share ? share->first : 0, sequences = share ? share->of : sizes_tbh[1];
    float* values = mask.data_ptr<float>();
    for (std::int64_t row = 0; row < sizes_tbh[0] * sequences; ++row) {
        const std::int64_t b = row % sequences - first;
        const bool isOurs = b >= 0 && b < sizes_tbh[1];
        for (std::int64_t unit = 0; unit < units; unit += 8) {
            std::uint64_t bits = random.next();
            for (std::int64_t i = unit; isOurs && i < std::min(unit + 8, units); ++i, bits >>= 8)
                *values++ = (bits & 255) < threshold ? 0.0F : scale;
        }
    }
    return mask.to(device);
}

double divisorOf(const training::Batch& batch, double counted)
{
    return std::max(batch.share ? batch.share->counted : counted, 1.0);
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
