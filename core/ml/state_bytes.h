#pragma once

#include "core/base/byte_stream.h"

#include <ATen/core/Tensor.h>

namespace cadenza::ml {

/// Appends sizes and values of a float tensor from any device.
void addTensor(ByteWriter& writer, const at::Tensor& tensor);

/// What `addTensor` wrote, on the CPU; an empty tensor where it is damaged, after which `reader` may still be sound.
[[nodiscard]] at::Tensor readTensor(ByteReader& reader);

} // namespace cadenza::ml
