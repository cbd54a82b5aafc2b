#pragma once

#include <array>
#include <cstdint>

namespace cadenza::seeds {

/// The key that a distribution of pitch classes suits best.
struct Tonality {
    int tonic{0}; ///< pitch class, 0 is C
    bool minor{false};
    double clarity{0.0}; ///< Pearson correlation with the key's profile, −1…1
};

/// Krumhansl and Kessler's probe-tone profiles (Krumhansl, Cognitive Foundations of Musical Pitch, 1990, table 2.1)
/// against the sounding length of each pitch class.
[[nodiscard]] Tonality tonalityOf(const std::array<std::int64_t, 12>& lengths);

/// For people, for example "G major" or "B♭ minor".
[[nodiscard]] const char* keyName(int tonic, bool minor);

} // namespace cadenza::seeds
