#pragma once

#include <cstddef>

namespace cadenza::test {

/// Begins to watch what this thread allocates, through the hooks of the address sanitizer.
void watchMemory();

/// The most bytes that were in use at once since, beyond those in use then.
[[nodiscard]] std::size_t mostMemory();

} // namespace cadenza::test
