#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <utility>

namespace cadenza {

/// The project's random generator: xoshiro256** seeded through splitmix64 (Blackman and Vigna, 2018,
/// https://prng.di.unimi.it). Fully specified, so the same seed gives the same draws on every machine,
/// which the standard library's distributions do not promise.
class Random {
public:
    explicit Random(std::uint64_t seed) noexcept;

    std::uint64_t next() noexcept;                               ///< 64 uniform bits
    [[nodiscard]] double uniform() noexcept;                     ///< in [0, 1), 53 bits
    [[nodiscard]] std::uint64_t below(std::uint64_t n) noexcept; ///< uniform in 0…n−1 without bias; n > 0
    template <class T>
    void shuffle(std::span<T> items) noexcept ///< Fisher–Yates
    {
        for (std::size_t i = items.size(); i > 1; --i)
            std::swap(items[i - 1], items[below(i)]);
    }

    /// The state, so that a resumed run draws what an uninterrupted one would have drawn.
    [[nodiscard]] std::array<std::uint64_t, 4> state() const noexcept { return state_; }
    void setState(const std::array<std::uint64_t, 4>& state) noexcept { state_ = state; }

private:
    std::array<std::uint64_t, 4> state_;
};

} // namespace cadenza
