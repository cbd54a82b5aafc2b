#include "ui/roll/part_words.h"
#include "ui/roll/roll_margins.h"
#include "ui/roll/roll_raster.h"
#include "ui/roll/roll_words.h"
#include "ui/style/theme.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <set>

namespace cadenza::ui {
namespace {

QRect rowOf(const RollView& view, int pitch)
{
    const QRect& strip = view.layout.keyboard;
    const int top = view.geometry.topOf(pitch);
    return {strip.left(), strip.top() + top, strip.width(), view.geometry.bottomOf(pitch) - top};
}

/// The C of each octave, or of every second one where rows are low.
void paintKeyNames(QPainter& painter, const RollView& view)
{
    const QRect& strip = view.layout.keyboard;
    const int height = QFontMetrics(painter.font()).height();
    const int every = 12 * view.geometry.rowHeight >= height ? 12 : 24;
    painter.setPen(view.colours.keyLabel);
    for (int pitch = (view.geometry.lowest + every - 1) / every * every; pitch <= view.geometry.highest;
         pitch += every) {
        const int top = view.geometry.topOf(pitch);
        const int bottom = view.geometry.bottomOf(pitch);
        if (bottom <= 0 || top >= strip.height())
            continue;
        const int middle = std::clamp((top + bottom - height) / 2, 0, std::max(0, strip.height() - height));
        const QRect label(strip.left(), strip.top() + middle, strip.width() - 5, height);
        if (bottom - top < height) // no line between keys through the name
            painter.fillRect(label.adjusted(strip.width() * 3 / 5, 2, 4, -2), view.colours.ivory);
        painter.drawText(label, Qt::AlignRight | Qt::AlignVCenter, pitchName(pitch));
    }
}

void paintPiano(QPainter& painter, const RollView& view, std::span<const int> struck, std::optional<int> hovered)
{
    const QRect& strip = view.layout.keyboard;
    const RollColours& colours = view.colours;
    painter.fillRect(strip, colours.ivory);
    const auto isStruck = [&](int pitch) { return std::ranges::find(struck, pitch) != struck.end(); };
    for (int pitch = view.geometry.lowest; pitch <= view.geometry.highest; ++pitch) {
        const QRect row = rowOf(view, pitch);
        if (!row.intersects(view.dirty))
            continue;
        if (isBlackKey(pitch)) {
            // The line between two white keys runs behind the black one.
            painter.fillRect(QRect(row.left(), row.center().y(), row.width(), 1), colours.keyLine);
            QRect key = row;
            key.setWidth(strip.width() * 3 / 5);
            painter.fillRect(key, isStruck(pitch)    ? view.palette.sounding
                                  : hovered == pitch ? mixed(colours.ebony, view.palette.music, 0.5)
                                                     : colours.ebony);
            continue;
        }
        if (isStruck(pitch) || hovered == pitch)
            painter.fillRect(row,
                             isStruck(pitch) ? view.palette.sounding : mixed(colours.ivory, view.palette.music, 0.35));
        if (pitch % 12 == 0 || pitch % 12 == 5)
            painter.fillRect(QRect(row.left(), row.bottom(), row.width(), 1), colours.keyLine);
    }
    paintKeyNames(painter, view);
}

/// Names of the drums that are played, as many as there is room for.
void paintDrums(QPainter& painter, const RollView& view, std::span<const int> struck, std::optional<int> hovered)
{
    const QRect& strip = view.layout.keyboard;
    painter.fillRect(strip, view.palette.surface);
    const QFontMetrics metrics(painter.font());
    std::set<int> played;
    for (const RollNote& note : view.content.notes())
        if (!note.hidden)
            played.insert(note.pitch);
    int free = strip.bottom() + 1; // above what is written already
    for (const int pitch : played) {
        const QRect row = rowOf(view, pitch);
        const bool sounds = std::ranges::find(struck, pitch) != struck.end();
        if (sounds || hovered == pitch)
            painter.fillRect(row, sounds ? view.palette.sounding : view.palette.hovered());
        const QRect label(strip.left() + measure::kSmall, row.center().y() - metrics.height() / 2,
                          strip.width() - 2 * measure::kSmall, metrics.height());
        if (label.bottom() >= free)
            continue;
        free = label.top() + metrics.descent(); // small letters may come a little closer
        painter.setPen(sounds ? view.palette.onAccent() : view.palette.secondaryText);
        painter.drawText(label, Qt::AlignRight | Qt::AlignVCenter,
                         metrics.elidedText(drumWords(pitch), Qt::ElideRight, label.width()));
    }
}

} // namespace

void paintKeys(QPainter& painter, const RollView& view, std::span<const int> struck, std::optional<int> hovered)
{
    const QRect& strip = view.layout.keyboard;
    painter.save();
    painter.setClipRect(strip, Qt::IntersectClip);
    QFont small = figureFont(painter.font());
    small.setPixelSize(measure::kSmallTextPixels);
    painter.setFont(small);
    if (view.content.onlyDrums())
        paintDrums(painter, view, struck, hovered);
    else
        paintPiano(painter, view, struck, hovered);
    painter.restore();
    painter.fillRect(QRect(strip.right(), strip.top(), 1, strip.height()), view.palette.line);
}

} // namespace cadenza::ui
