#include "ui/style/vector_picture.h"

#include <QBuffer>
#include <QPainter>
#include <QSvgGenerator>

namespace cadenza::ui {
namespace {

constexpr int kPixelsPerInch = 96; ///< of CSS: so that a point of the picture is one there

} // namespace

QByteArray vectorPicture(QSize size, const std::function<void(QPainter& painter)>& draw)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator svg;
    svg.setOutputDevice(&buffer);
    svg.setResolution(kPixelsPerInch);
    svg.setSize(size);
    svg.setViewBox(QRect(QPoint(0, 0), size));
    QPainter painter(&svg);
    draw(painter);
    painter.end();
    return bytes;
}

} // namespace cadenza::ui
