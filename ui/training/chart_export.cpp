#include "ui/training/chart_export.h"

#include "core/base/file.h"
#include "ui/style/vector_picture.h"
#include "ui/training/curve_paths.h"
#include "ui/training/curve_raster.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>

#include <string_view>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

constexpr double kPixelsPerPoint = 2.0;

/// A name as a field of RFC 4180.
QByteArray quoted(QString name)
{
    return '"' + name.replace(u'"', u"\"\""_s).toUtf8() + '"';
}

QByteArray numbersOf(const ChartDrawing& drawing)
{
    QByteArray csv("line,seconds,value,smoothed\r\n");
    for (std::size_t line = 0; line < drawing.lines().size(); ++line) {
        const QByteArray name = quoted(drawing.lines()[line].name);
        const CurveSeries& series = drawing.series(line);
        for (std::size_t i = 0; i < series.size(); ++i)
            csv += name + ',' + QByteArray::number(series.points()[i].x, 'g', 10) + ','
                   + QByteArray::number(series.points()[i].y, 'g', 10) + ','
                   + QByteArray::number(series.smoothAt(i), 'g', 10) + "\r\n";
    }
    return csv;
}

QByteArray vectorPicture(const ChartDrawing& drawing, const Palette& palette, QSize size)
{
    return ui::vectorPicture(size, [&](QPainter& painter) {
        painter.fillRect(QRect(QPoint(0, 0), size), palette.surface);
        CurvePaths ink(painter, drawing.curveClip());
        drawing.paint(painter, ink, palette, 1.0);
    });
}

QByteArray pixelPicture(const ChartDrawing& drawing, const Palette& palette, QSize size)
{
    QImage image(size * kPixelsPerPoint, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(kPixelsPerPoint);
    image.fill(palette.surface);
    CurveRaster ink(image, drawing.curveClip());
    QPainter painter(&image);
    drawing.paint(painter, ink, palette, 1.0 / kPixelsPerPoint);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

} // namespace

Result<void> exportChart(ChartDrawing drawing, const Palette& palette, const QFont& font, QSize size,
                         const std::filesystem::path& target)
{
    if (!drawing.hasPoints())
        return failure(Fault::TooLittleMusic, target.string());
    drawing.layOut(size, font);
    const QString ending = QString::fromStdString(target.extension().string()).toLower();
    const QByteArray bytes = ending == u".csv"_s   ? numbersOf(drawing)
                             : ending == u".svg"_s ? vectorPicture(drawing, palette, size)
                             : ending == u".png"_s ? pixelPicture(drawing, palette, size)
                                                   : QByteArray();
    if (bytes.isEmpty())
        return failure(Fault::Unsupported, target.string());
    return writeFileAtomically(target, std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

} // namespace cadenza::ui
