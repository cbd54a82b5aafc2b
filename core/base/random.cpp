#include "core/base/random.h"

#include <bit>

namespace cadenza {

Random::Random(std::uint64_t seed) noexcept
{
    for (auto& word : state_) { // splitmix64
        std::uint64_t z = (seed += 0x9E3779B97F4A7C15u);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        word = z ^ (z >> 31);
    }
}

std::uint64_t Random::next() noexcept
{
    const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
    const std::uint64_t t = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = std::rotl(state_[3], 45);
    return result;
}

double Random::uniform() noexcept
{
    return static_cast<double>(next() >> 11) * 0x1.0p-53;
}

std::uint64_t Random::below(std::uint64_t n) noexcept
{
    const std::uint64_t threshold = (0 - n) % n; // draws under it would favour small results
    for (;;)
        if (const std::uint64_t draw = next(); draw >= threshold)
            return draw % n;
}

} // namespace cadenza
