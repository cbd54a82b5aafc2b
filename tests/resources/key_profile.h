#pragma once

#include "core/midi/piece.h"

#include <array>
#include <cmath>
#include <numeric>
#include <string_view>
#include <vector>

namespace cadenza::test {

/// A major or minor key.
struct Key {
    int tonic{0}; ///< 0 is C, 11 is B
    bool minor{false};
    friend bool operator==(const Key&, const Key&) = default;
};

/// The key a `K:` field names: a letter, an accidental, and `m` for minor.
inline Key keyNamed(std::string_view name)
{
    constexpr std::array<int, 7> kSteps{9, 11, 0, 2, 4, 5, 7};
    int tonic = kSteps[static_cast<std::size_t>(name.front() - 'A')];
    tonic += name.find('#') != name.npos ? 1 : name.find('b') != name.npos ? 11 : 0;
    return {tonic % 12, name.back() == 'm'};
}

/// How long each pitch class sounds in the piece.
inline std::array<double, 12> pitchClassTimes(const midi::Piece& piece)
{
    std::array<double, 12> times{};
    for (const auto& placed : midi::notesInOrder(piece))
        times[placed.note.pitch % 12] += static_cast<double>(placed.note.duration.value);
    return times;
}

inline double correlation(const std::array<double, 12>& a, const std::array<double, 12>& b)
{
    const double meanA = std::reduce(a.begin(), a.end()) / 12.0;
    const double meanB = std::reduce(b.begin(), b.end()) / 12.0;
    double ab = 0.0, aa = 0.0, bb = 0.0;
    for (std::size_t i = 0; i < 12; ++i) {
        ab += (a[i] - meanA) * (b[i] - meanB);
        aa += (a[i] - meanA) * (a[i] - meanA);
        bb += (b[i] - meanB) * (b[i] - meanB);
    }
    return ab / std::sqrt(aa * bb);
}

/// The key whose profile the pitch classes fit best (Krumhansl, Cognitive Foundations of Musical Pitch, 1990, ch. 4).
inline Key bestKey(const std::array<double, 12>& times)
{
    constexpr std::array<double, 12> kMajor{6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88};
    constexpr std::array<double, 12> kMinor{6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17};
    Key best;
    double highest = -2.0;
    for (int tonic = 0; tonic < 12; ++tonic) {
        std::array<double, 12> turned{};
        for (int i = 0; i < 12; ++i)
            turned[static_cast<std::size_t>(i)] = times[static_cast<std::size_t>((i + tonic) % 12)];
        for (const bool minor : {false, true})
            if (const double fit = correlation(turned, minor ? kMinor : kMajor); fit > highest) {
                highest = fit;
                best = {tonic, minor};
            }
    }
    return best;
}

} // namespace cadenza::test
