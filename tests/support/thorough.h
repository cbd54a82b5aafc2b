#pragma once

#include <cstdint>
#include <cstdlib>

namespace cadenza::test {

/// The full count in the thorough tier, a tenth of it otherwise.
inline std::uint64_t tenthOf(std::uint64_t full)
{
    return std::getenv("CADENZA_THOROUGH") ? full : full / 10;
}

} // namespace cadenza::test
