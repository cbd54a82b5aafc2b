#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace cadenza::model {

/// One entry of a safetensors file: where its bytes are, row-major and little-endian.
struct StoredTensor {
    std::string name;
    std::string dtype; ///< "F32", "F16" or "U8"
    std::vector<std::size_t> shape;
    std::span<const std::byte> bytes; ///< into the file
};

/// A safetensors file that keeps every rule of the format: sizes that agree, no hole, no overlap, no doubled key.
struct TensorFile {
    std::map<std::string, std::string> metadata;
    std::vector<StoredTensor> tensors;  ///< by position in the file
    std::span<const std::byte> payload; ///< the bytes of all tensors
};

/// Longest header that is read: ours are a few kilobytes, and JSON takes several times its length in memory.
inline constexpr std::size_t kMaxHeaderBytes = std::size_t{1} << 20;

/// Parses `file` (https://github.com/huggingface/safetensors#format); the spans point into it.
/// Fails with NotModel, the rule that is broken and the offset.
[[nodiscard]] Result<TensorFile> parseTensorFile(std::span<const std::byte> file);

/// Length and header, padded to 8 bytes, as they stand before the payload.
[[nodiscard]] std::string tensorFileHeader(const std::map<std::string, std::string>& metadata,
                                           std::span<const StoredTensor> tensors);

} // namespace cadenza::model
