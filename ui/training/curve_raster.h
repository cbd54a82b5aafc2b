#pragma once

#include "ui/training/curve_ink.h"

#include <QImage>
#include <QRectF>

#include <span>
#include <vector>

namespace cadenza::ui {

/// Draws curves that never turn back in x straight into pixels: a tenth of what QPainter takes for the same
/// anti-aliased line, which is what lets a chart of 400,000 values follow training at 10 Hz.
class CurveRaster : public CurveInk {
public:
    /// `image` is ARGB32 premultiplied; nothing outside `clip` is touched.
    CurveRaster(QImage& image, const QRectF& clip);

    void band(std::span<const CurvePoint> points, const QColor& colour) override;
    void line(std::span<const CurvePoint> points, const QColor& colour, double width) override;

private:
    [[nodiscard]] std::span<const CurvePoint> inDevicePixels(std::span<const CurvePoint> points);
    /// The pixels of `x` from `top` to `bottom` (fractions count) under the premultiplied `source`.
    void fillColumn(int x, double top, double bottom, QRgb source);
    void lineColumn(int x, double y, double slope, QRgb source, double width);
    [[nodiscard]] QRgb* pixel(int x, int y);

    uchar* bits_;
    qsizetype stride_;
    double ratio_;
    QRect clip_; ///< in device pixels, as everything in the private part
    std::vector<CurvePoint> scaled_;
};

} // namespace cadenza::ui
