#include "ui/training/curve_paths.h"

#include <QPainter>
#include <QPainterPath>
#include <QPolygonF>

#include <algorithm>

namespace cadenza::ui {

void CurvePaths::band(std::span<const CurvePoint> points, const QColor& colour)
{
    QPolygonF outline;
    for (const CurvePoint& point : points)
        outline << QPointF(point.x, std::max(point.top, clip_.top()));
    for (auto point = points.rbegin(); point != points.rend(); ++point)
        outline << QPointF(point->x, std::min(point->bottom, clip_.bottom()));
    painter_.save();
    painter_.setClipRect(clip_);
    painter_.setPen(Qt::NoPen);
    painter_.setBrush(colour);
    painter_.drawPolygon(outline);
    painter_.restore();
}

void CurvePaths::line(std::span<const CurvePoint> points, const QColor& colour, double width)
{
    QPolygonF line;
    for (const CurvePoint& point : points)
        line << QPointF(point.x, point.y);
    painter_.save();
    painter_.setClipRect(clip_);
    painter_.setPen(QPen(colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter_.drawPolyline(line);
    painter_.restore();
}

} // namespace cadenza::ui
