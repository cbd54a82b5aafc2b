#pragma once

#include <QColor>

#include <span>

namespace cadenza::ui {

/// A point of a curve, and the spread of the raw values there (`top` ≤ `bottom`), in device-independent pixels.
struct CurvePoint {
    double x{0.0};
    double y{0.0};
    double top{0.0}, bottom{0.0};
};

/// Puts curves that never turn back in x on something: pixels (CurveRaster) or a vector picture (CurvePaths).
class CurveInk {
public:
    virtual ~CurveInk() = default;
    /// The spread, between the points as well.
    virtual void band(std::span<const CurvePoint> points, const QColor& colour) = 0;
    /// A line through the points, ascending in x.
    virtual void line(std::span<const CurvePoint> points, const QColor& colour, double width) = 0;
};

} // namespace cadenza::ui
