#pragma once

#include "core/base/random.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace cadenza::test {

/// The file with up to a dozen seeded pieces of damage: bytes changed, cut out, doubled, the end cut off.
inline std::vector<std::byte> damaged(std::vector<std::byte> file, Random& random)
{
    for (std::uint64_t count = 1 + random.below(12); count > 0 && !file.empty(); --count) {
        const auto at = static_cast<std::ptrdiff_t>(random.below(file.size()));
        const auto length = static_cast<std::ptrdiff_t>(
            std::min<std::uint64_t>(1 + random.below(64), file.size() - static_cast<std::uint64_t>(at)));
        switch (random.below(5)) {
        case 0: file[static_cast<std::size_t>(at)] = static_cast<std::byte>(random.below(256)); break;
        case 1: file[static_cast<std::size_t>(at)] ^= static_cast<std::byte>(1u << random.below(8)); break;
        case 2: file.erase(file.begin() + at, file.begin() + at + length); break;
        case 3: {
            const std::vector<std::byte> copy(file.begin() + at, file.begin() + at + length);
            file.insert(file.begin() + at, copy.begin(), copy.end());
            break;
        }
        default:
            if (random.below(6) == 0)
                file.resize(static_cast<std::size_t>(at));
            break;
        }
    }
    return file;
}

} // namespace cadenza::test
