#pragma once

#include "core/base/random.h"

#include <cstddef>
#include <cstdint>

namespace cadenza::generation {

/// The generator of take `index`: the words of two generators mixed, so that neighbouring seeds share nothing.
[[nodiscard]] inline Random randomFor(std::uint64_t randomSeed, std::size_t index)
{
    Random base(randomSeed);
    const std::uint64_t word = base.next();
    Random spread(word + 0x9E3779B97F4A7C15u * (index + 1));
    return Random(spread.next());
}

} // namespace cadenza::generation
