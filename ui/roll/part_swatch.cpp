#include "ui/roll/part_swatch.h"

#include "ui/roll/roll_raster.h"

#include <algorithm>

namespace cadenza::ui {

QImage partSwatch(std::size_t part, const RollColours& colours, QSize size, qreal devicePixelRatio)
{
    QImage image((QSizeF(size) * devicePixelRatio).toSize(), QImage::Format_RGB32);
    constexpr int loud = 110;
    image.fill(colours.ofPart(part, Emphasis::Full, loud).body);
    fillPixels(image, insideOf(image.rect(), RollColours::fillOf(part), std::max(1, qRound(2 * devicePixelRatio))),
               colours.insideOf(part, Emphasis::Full));
    image.setDevicePixelRatio(devicePixelRatio);
    return image;
}

} // namespace cadenza::ui
