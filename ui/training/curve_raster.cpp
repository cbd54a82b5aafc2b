#include "ui/training/curve_raster.h"

#include <QRgb>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace cadenza::ui {
namespace {

/// All four channels times `share` / 256, two at a time.
QRgb scaled(QRgb colour, std::uint32_t share)
{
    const std::uint32_t evenChannels = ((colour & 0x00FF00FFU) * share >> 8) & 0x00FF00FFU;
    const std::uint32_t oddChannels = ((colour >> 8) & 0x00FF00FFU) * share & 0xFF00FF00U;
    return evenChannels | oddChannels;
}

/// Porter and Duff (1984), "over", on premultiplied colours.
void blendOver(QRgb& target, QRgb source)
{
    target = source + scaled(target, 256U - static_cast<std::uint32_t>(qAlpha(source)));
}

std::uint32_t shareOf(double coverage)
{
    return static_cast<std::uint32_t>(std::clamp(coverage, 0.0, 1.0) * 256.0);
}

} // namespace

CurveRaster::CurveRaster(QImage& image, const QRectF& clip)
    : bits_(image.bits()), stride_(image.bytesPerLine()), ratio_(image.devicePixelRatio()),
      clip_(QRectF(clip.topLeft() * ratio_, clip.size() * ratio_).toAlignedRect().intersected(image.rect()))
{
    Q_ASSERT(image.format() == QImage::Format_ARGB32_Premultiplied);
}

std::span<const CurvePoint> CurveRaster::inDevicePixels(std::span<const CurvePoint> points)
{
    if (ratio_ == 1.0)
        return points;
    scaled_.clear();
    for (const CurvePoint& point : points)
        scaled_.push_back({point.x * ratio_, point.y * ratio_, point.top * ratio_, point.bottom * ratio_});
    return scaled_;
}

QRgb* CurveRaster::pixel(int x, int y)
{
    return reinterpret_cast<QRgb*>(bits_ + y * stride_) + x;
}

void CurveRaster::band(std::span<const CurvePoint> curve, const QColor& colour)
{
    const auto points = inDevicePixels(curve);
    const QRgb source = qPremultiply(colour.rgba());
    for (std::size_t i = 1; i < points.size(); ++i) {
        const CurvePoint& from = points[i - 1];
        const CurvePoint& to = points[i];
        const int first = static_cast<int>(std::ceil(from.x - 0.5)); // columns whose centre lies in [from, to)
        const int last = static_cast<int>(std::ceil(to.x - 0.5));
        for (int x = first; x < last; ++x) {
            const double share = (x + 0.5 - from.x) / (to.x - from.x);
            fillColumn(x, std::lerp(from.top, to.top, share), std::lerp(from.bottom, to.bottom, share), source);
        }
    }
}

void CurveRaster::fillColumn(int x, double top, double bottom, QRgb source)
{
    if (x < clip_.left() || x > clip_.right())
        return;
    const int first = std::max(clip_.top(), static_cast<int>(std::floor(top)));
    const int last = std::min(clip_.bottom(), static_cast<int>(std::ceil(bottom)) - 1);
    for (int y = first; y <= last; ++y) {
        const bool whole = y >= top && y + 1 <= bottom;
        blendOver(*pixel(x, y),
                  whole ? source : scaled(source, shareOf(std::min(y + 1.0, bottom) - std::max<double>(y, top))));
    }
}

void CurveRaster::line(std::span<const CurvePoint> curve, const QColor& colour, double penWidth)
{
    const auto points = inDevicePixels(curve);
    const double width = penWidth * ratio_;
    const QRgb source = qPremultiply(colour.rgba());
    for (std::size_t i = 1; i < points.size(); ++i) {
        const CurvePoint& from = points[i - 1];
        const CurvePoint& to = points[i];
        if (to.x <= from.x)
            continue;
        const double slope = (to.y - from.y) / (to.x - from.x);
        const int first = static_cast<int>(std::ceil(from.x - 0.5)); // columns whose centre lies in [from, to)
        const int last = static_cast<int>(std::ceil(to.x - 0.5));
        for (int x = std::max(first, clip_.left()); x < std::min(last, clip_.right() + 1); ++x)
            lineColumn(x, from.y + slope * (x + 0.5 - from.x), slope, source, width);
    }
}

void CurveRaster::lineColumn(int x, double y, double slope, QRgb source, double width)
{
    const double stretch = std::sqrt(1.0 + slope * slope); // vertical distance per distance from the line
    const double reach = (width / 2.0 + 0.5) * stretch;
    const int first = std::max(clip_.top(), static_cast<int>(std::floor(y - reach)));
    const int last = std::min(clip_.bottom(), static_cast<int>(std::ceil(y + reach)));
    for (int row = first; row <= last; ++row)
        blendOver(*pixel(x, row), scaled(source, shareOf(width / 2.0 + 0.5 - std::abs(row + 0.5 - y) / stretch)));
}

} // namespace cadenza::ui
