#pragma once

#include <QColor>

#include <algorithm>
#include <array>
#include <cmath>

namespace cadenza::test {

/// How someone sees: as most people do, or without one of the three kinds of cones.
enum class Vision { Usual, Protanopia, Deuteranopia, Tritanopia };

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

inline Triple times(const Matrix& matrix, const Triple& v)
{
    Triple out{};
    for (std::size_t i = 0; i < 3; ++i)
        out[i] = matrix[i][0] * v[0] + matrix[i][1] * v[1] + matrix[i][2] * v[2];
    return out;
}

/// A colour as seen, in linear sRGB: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, A Physiologically-based Model
/// for Simulation of Color Vision Deficiency (2009), severity 1.0.
inline Triple seen(const QColor& colour, Vision vision)
{
    static constexpr std::array<Matrix, 4> kVision{
        {{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
         {{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}},
         {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}},
         {{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}}}};
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    Triple rgb = times(kVision[static_cast<std::size_t>(vision)],
                       {linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())});
    for (double& channel : rgb)
        channel = std::clamp(channel, 0.0, 1.0);
    return rgb;
}

/// CIE 1976 L*a*b*, for the white of sRGB (D65).
inline Triple labOf(const Triple& linearRgb)
{
    static constexpr Matrix kXyz{
        {{0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041}}};
    static constexpr Triple kWhite{0.95047, 1.0, 1.08883};
    Triple f = times(kXyz, linearRgb);
    for (std::size_t i = 0; i < 3; ++i) {
        const double t = f[i] / kWhite[i];
        f[i] = t > 216.0 / 24389.0 ? std::cbrt(t) : (24389.0 / 27.0 * t + 16.0) / 116.0;
    }
    return {116.0 * f[1] - 16.0, 500.0 * (f[0] - f[1]), 200.0 * (f[1] - f[2])};
}

/// How far apart two colours are for someone: ΔE*ab of CIE 1976. 2.3 is just noticed side by side.
inline double distance(const QColor& a, const QColor& b, Vision vision)
{
    const Triple one = labOf(seen(a, vision));
    const Triple other = labOf(seen(b, vision));
    return std::hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
}

} // namespace cadenza::test
