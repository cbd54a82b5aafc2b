#include "ui/roll/roll_lanes.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace cadenza::ui {

QImage paintVelocities(const RollContent& content, const RollPicture& picture, const RollColours& colours)
{
    QImage image(picture.size, QImage::Format_RGB32);
    image.fill(colours.whiteRow);
    const RollGeometry& geometry = picture.geometry;
    const int width = std::max(2, static_cast<int>(std::lround(3 * picture.scale)));
    const NoteRange visible = content.touching(geometry.tickAt(-width), geometry.tickAt(picture.size.width()));
    std::vector<std::uint8_t> highest(static_cast<std::size_t>(std::max(0, picture.size.width())), 0);
    for (std::size_t i = visible.first; i < visible.end(); ++i) {
        const RollNote& note = content.notes()[i];
        if (note.hidden)
            continue;
        const int left = static_cast<int>(std::floor(geometry.xOf(static_cast<double>(note.onset))));
        const int height = std::max(1, note.velocity * picture.size.height() / 127);
        const QRgb colour = coloursOf(content, i, picture, colours).body;
        for (int x = std::max(0, left); x < std::min(left + width, picture.size.width()); ++x) {
            auto& known = highest[static_cast<std::size_t>(x)];
            if (note.velocity <= known) // a weaker one is drawn in front of a stronger one only where it fits under it
                continue;
            known = note.velocity;
            fillPixels(image, QRect(x, picture.size.height() - height, 1, height), colour);
        }
    }
    return image;
}

QImage paintPedal(const RollContent& content, const RollPicture& picture, const RollColours& colours, QRgb band)
{
    QImage image(picture.size, QImage::Format_RGB32);
    image.fill(colours.whiteRow);
    const int gap = std::max(1, static_cast<int>(std::lround(picture.scale)));
    for (const PedalSpan& span : content.pedal()) {
        const int left = static_cast<int>(std::floor(picture.geometry.xOf(static_cast<double>(span.from))));
        const int right = static_cast<int>(std::floor(picture.geometry.xOf(static_cast<double>(span.to))));
        if (right < 0 || left >= picture.size.width())
            continue;
        fillPixels(image, QRect(left, gap, std::max(gap, right - left - gap), picture.size.height() - 2 * gap), band);
    }
    return image;
}

} // namespace cadenza::ui
