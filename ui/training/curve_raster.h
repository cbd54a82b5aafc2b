#pragma once

#include <QColor>
#include <QImage>

#include <span>

namespace cadenza::ui {

/// A point of a curve in device pixels, and the spread of the raw values there (`top` ≤ `bottom`).
struct RasterPoint {
    double x{0.0};
    double y{0.0};
    double top{0.0}, bottom{0.0};
};

/// Draws curves that never turn back in x straight into pixels: a tenth of what QPainter takes for the same
/// anti-aliased line, which is what lets a chart of 400,000 values follow training at 10 Hz.
class CurveRaster {
public:
    /// `image` is ARGB32 premultiplied; nothing outside `clip` (device pixels) is touched.
    CurveRaster(QImage& image, const QRect& clip);

    /// The spread, between the points as well.
    void band(std::span<const RasterPoint> points, const QColor& colour);
    /// A line through the points, ascending in x.
    void line(std::span<const RasterPoint> points, const QColor& colour, double width);

private:
    /// The pixels of `x` from `top` to `bottom` (fractions count) under the premultiplied `source`.
    void fillColumn(int x, double top, double bottom, QRgb source);
    void lineColumn(int x, double y, double slope, QRgb source, double width);
    [[nodiscard]] QRgb* pixel(int x, int y);

    uchar* bits_;
    qsizetype stride_;
    QRect clip_;
};

} // namespace cadenza::ui
