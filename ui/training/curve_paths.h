#pragma once

#include "ui/training/curve_ink.h"

#include <QRectF>

class QPainter;

namespace cadenza::ui {

/// Curves as paths of a painter, for pictures that are scaled later.
class CurvePaths : public CurveInk {
public:
    /// Nothing outside `clip` is drawn. `painter` outlives this.
    CurvePaths(QPainter& painter, const QRectF& clip) : painter_(painter), clip_(clip) {}

    void band(std::span<const CurvePoint> points, const QColor& colour) override;
    void line(std::span<const CurvePoint> points, const QColor& colour, double width) override;

private:
    QPainter& painter_;
    QRectF clip_;
};

} // namespace cadenza::ui
