#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace cadenza {

/// A position or a length in score time, counted in the ticks of the piece it belongs to.
struct Tick {
    std::int64_t value{0};

    friend constexpr auto operator<=>(Tick, Tick) = default;
    friend constexpr Tick operator+(Tick a, Tick b) { return {a.value + b.value}; }
    friend constexpr Tick operator-(Tick a, Tick b) { return {a.value - b.value}; }
    constexpr Tick& operator+=(Tick other) { return *this = *this + other; }
    constexpr Tick& operator-=(Tick other) { return *this = *this - other; }
};

/// A position or a length in sounding time.
using Seconds = std::chrono::duration<double>;

} // namespace cadenza
