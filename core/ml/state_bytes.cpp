#include "core/ml/state_bytes.h"

#include <ATen/ATen.h>

namespace cadenza::ml {
namespace {

constexpr std::uint32_t kMostDimensions = 4;

} // namespace

void StateWriter::add(const at::Tensor& tensor)
{
    const at::Tensor values = tensor.detach().to(at::kCPU).contiguous();
    add(static_cast<std::uint32_t>(values.dim()));
    for (const std::int64_t size : values.sizes())
        add(size);
    const auto count = static_cast<std::size_t>(values.numel());
    append(std::as_bytes(std::span(values.data_ptr<float>(), count)));
}

std::span<const std::byte> StateReader::take(std::size_t count)
{
    if (count > left_.size()) {
        sound_ = false;
        left_ = {};
        return {};
    }
    const auto taken = left_.first(count);
    left_ = left_.subspan(count);
    return taken;
}

at::Tensor StateReader::tensor()
{
    const auto dimensions = read<std::uint32_t>();
    std::vector<std::int64_t> sizes;
    std::int64_t count = 1;
    for (std::uint32_t i = 0; i < dimensions && dimensions <= kMostDimensions; ++i) {
        sizes.push_back(read<std::int64_t>());
        sound_ = sound_ && sizes.back() >= 0 && !__builtin_mul_overflow(count, sizes.back(), &count);
    }
    sound_ = sound_ && dimensions <= kMostDimensions && static_cast<std::size_t>(count) <= left_.size() / sizeof(float);
    if (!sound_)
        return at::empty({0});
    at::Tensor values = at::empty(sizes);
    if (const auto from = take(static_cast<std::size_t>(count) * sizeof(float)); !from.empty())
        std::memcpy(values.data_ptr<float>(), from.data(), from.size());
    return values;
}

} // namespace cadenza::ml
