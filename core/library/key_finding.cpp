#include "core/library/statistics.h"

#include <cmath>
#include <numeric>

namespace cadenza::library {

namespace {

using Profile = std::array<double, 12>;

constexpr Profile kMajor{6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88};
constexpr Profile kMinor{6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17};

/// Pearson's correlation of the weights with a profile whose tonic lies on `tonic`.
double correlation(const Profile& weights, const Profile& profile, std::size_t tonic)
{
    const double meanWeight = std::accumulate(weights.begin(), weights.end(), 0.0) / 12.0;
    const double meanProfile = std::accumulate(profile.begin(), profile.end(), 0.0) / 12.0;
    double both = 0.0;
    double ofWeights = 0.0;
    double ofProfile = 0.0;
    for (std::size_t i = 0; i < 12; ++i) {
        const double w = weights[(i + tonic) % 12] - meanWeight;
        const double p = profile[i] - meanProfile;
        both += w * p;
        ofWeights += w * w;
        ofProfile += p * p;
    }
    return ofWeights > 0.0 ? both / std::sqrt(ofWeights * ofProfile) : 0.0;
}

} // namespace

KeyEstimate findKey(const std::array<double, 12>& weights)
{
    KeyEstimate best{0, false, -2.0, 0.0};
    double second = -2.0;
    for (const bool minor : {false, true}) {
        for (std::size_t tonic = 0; tonic < 12; ++tonic) {
            const double fit = correlation(weights, minor ? kMinor : kMajor, tonic);
            if (fit > best.correlation) {
                second = best.correlation;
                best = {static_cast<int>(tonic), minor, fit, 0.0};
            } else if (fit > second) {
                second = fit;
            }
        }
    }
    best.margin = best.correlation - second;
    return best;
}

std::string KeyEstimate::name() const
{
    static constexpr const char* kMajorNames[] = {"C", "D♭", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B"};
    static constexpr const char* kMinorNames[] = {"C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "G♯", "A", "B♭", "B"};
    return std::string(minor ? kMinorNames[tonic] : kMajorNames[tonic]) + (minor ? " minor" : " major");
}

} // namespace cadenza::library
