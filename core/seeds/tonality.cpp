#include "core/seeds/tonality.h"

#include <cmath>
#include <cstddef>

namespace cadenza::seeds {
namespace {

using Profile = std::array<double, 12>;
constexpr Profile kMajor{6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88};
constexpr Profile kMinor{6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17};

/// Mean 0 and length 1, so that a correlation is a scalar product.
Profile normalised(Profile profile)
{
    double mean = 0.0;
    for (const double value : profile)
        mean += value / 12.0;
    double squares = 0.0;
    for (double& value : profile) {
        value -= mean;
        squares += value * value;
    }
    const double length = std::sqrt(squares);
    for (double& value : profile)
        value = length > 0.0 ? value / length : 0.0;
    return profile;
}

} // namespace

Tonality tonalityOf(const std::array<std::int64_t, 12>& lengths)
{
    static const std::array<Profile, 2> profiles{normalised(kMajor), normalised(kMinor)};
    Profile heard{};
    for (std::size_t i = 0; i < heard.size(); ++i)
        heard[i] = static_cast<double>(lengths[i]);
    heard = normalised(heard);
    Tonality best{.clarity = -2.0};
    for (std::size_t mode = 0; mode < profiles.size(); ++mode)
        for (std::size_t tonic = 0; tonic < 12; ++tonic) {
            double correlation = 0.0;
            for (std::size_t i = 0; i < 12; ++i)
                correlation += profiles[mode][i] * heard[(i + tonic) % 12];
            if (correlation > best.clarity)
                best = {static_cast<int>(tonic), mode == 1, correlation};
        }
    return best;
}

const char* keyName(int tonic, bool minor)
{
    static constexpr std::array<const char*, 12> major{"C major",  "D♭ major", "D major",  "E♭ major",
                                                       "E major",  "F major",  "F♯ major", "G major",
                                                       "A♭ major", "A major",  "B♭ major", "B major"};
    static constexpr std::array<const char*, 12> minorKeys{"C minor",  "C♯ minor", "D minor",  "E♭ minor",
                                                           "E minor",  "F minor",  "F♯ minor", "G minor",
                                                           "G♯ minor", "A minor",  "B♭ minor", "B minor"};
    const auto index = static_cast<std::size_t>((tonic % 12 + 12) % 12);
    return minor ? minorKeys[index] : major[index];
}

} // namespace cadenza::seeds
