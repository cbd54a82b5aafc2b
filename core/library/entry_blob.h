#pragma once

#include "core/library/library.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace cadenza::library {

/// Grows whenever `toBlob` writes other bytes.
inline constexpr int kBlobVersion = 1;

/// The statistics, parts and diagnostics of an entry as compact bytes, for the index.
[[nodiscard]] std::vector<std::byte> toBlob(const Entry& entry);

/// Puts back what `toBlob` took, and the figures that follow from it. False when the bytes are not whole.
[[nodiscard]] bool fromBlob(std::span<const std::byte> blob, Entry& entry);

} // namespace cadenza::library
