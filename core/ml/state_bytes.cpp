#include "core/ml/state_bytes.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace cadenza::ml {

void addTensor(ByteWriter& writer, const at::Tensor& tensor)
{
    const at::Tensor values = tensor.detach().to(at::kCPU).contiguous();
    writer.addList(std::span(values.sizes().data(), values.sizes().size()));
    writer.addList(std::span<const float>(values.data_ptr<float>(), static_cast<std::size_t>(values.numel())));
}

at::Tensor readTensor(ByteReader& reader)
{
    const auto sizes = reader.readList<std::int64_t>();
    const auto values = reader.readList<float>();
    std::int64_t count = 1;
    for (const std::int64_t size : sizes)
        if (size < 0 || __builtin_mul_overflow(count, size, &count))
            return at::empty({0});
    if (!reader.isSound() || static_cast<std::size_t>(count) != values.size())
        return at::empty({0});
    at::Tensor tensor = at::empty(sizes);
    std::ranges::copy(values, tensor.data_ptr<float>());
    return tensor;
}

} // namespace cadenza::ml
