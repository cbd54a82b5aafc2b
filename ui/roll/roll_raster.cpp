#include "ui/roll/roll_raster.h"

#include "ui/roll/roll_grid.h"

#include <algorithm>
#include <cmath>

namespace cadenza::ui {
namespace {

/// Diagonal stripes that stay on the note while it scrolls: the pattern is anchored at the note's own corner.
void hatch(QImage& image, const QRect& note, QRgb colour, int stripe)
{
    const QRect rect = note & image.rect();
    const int period = stripe * 5;
    for (int y = rect.top(); y <= rect.bottom(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = rect.left(); x <= rect.right(); ++x)
            if ((x - note.left() + y - note.top()) % period < stripe)
                line[x] = colour;
    }
}

void paintRows(QImage& image, const RollGeometry& geometry, const RollColours& colours, int line)
{
    int below = 0;
    for (int pitch = geometry.highest; pitch >= geometry.lowest; --pitch) {
        const int top = geometry.topOf(pitch);
        const int bottom = geometry.bottomOf(pitch);
        fillPixels(image, QRect(0, top, image.width(), bottom - top),
                   isBlackKey(pitch) ? colours.blackRow : colours.whiteRow);
        if (pitch % 12 == 0)
            fillPixels(image, QRect(0, bottom - line, image.width(), line), colours.octaveLine);
        below = bottom;
    }
    fillPixels(image, QRect(0, below, image.width(), image.height() - below), colours.whiteRow);
}

void paintGrid(QImage& image, const RollContent& content, const RollPicture& picture, const RollColours& colours,
               int line)
{
    const QRgb byKind[] = {colours.barLine, colours.beatLine, colours.subdivisionLine};
    // Weak lines first, so that a bar line is never painted over.
    std::vector<GridLine> lines = gridLines(content.time(), content.piece()->ticksPerQuarter, picture.geometry,
                                            picture.size.width(), picture.scale, picture.subdivision);
    std::ranges::stable_sort(lines, std::ranges::greater{}, &GridLine::kind);
    for (const GridLine& gridLine : lines)
        fillPixels(image, QRect(gridLine.x, 0, line, image.height()), byKind[static_cast<std::size_t>(gridLine.kind)]);
}

} // namespace

void fillPixels(QImage& image, QRect rect, QRgb colour)
{
    rect &= image.rect();
    if (rect.isEmpty())
        return;
    const auto stride = image.bytesPerLine() / static_cast<qsizetype>(sizeof(QRgb));
    auto* left = reinterpret_cast<QRgb*>(image.scanLine(rect.top())) + rect.left();
    for (int y = rect.top(); y <= rect.bottom(); ++y, left += stride)
        std::fill(left, left + rect.width(), colour);
}

Emphasis emphasisOf(const RollContent& content, std::size_t at, const RollPicture& picture)
{
    const bool faded = picture.seed && content.notes()[at].role != NoteRole::Made && !picture.seed->contains(at);
    return faded ? Emphasis::Faded : Emphasis::Full;
}

QRect insideOf(const QRect& note, NoteFill fill, int line)
{
    if (fill == NoteFill::Solid || note.height() < 3 * line)
        return {};
    const int across = fill == NoteFill::Hollow ? line : note.height() / 3;
    return note.adjusted(line, across, -line, -across);
}

const RollColours::NoteColours& coloursOf(const RollContent& content, std::size_t at, const RollPicture& picture,
                                          const RollColours& colours)
{
    const RollNote& note = content.notes()[at];
    if (picture.colouring == NoteColouring::Surprise && note.surprise >= 0.0F)
        return colours.ofSurprise(note.surprise);
    const Emphasis emphasis = emphasisOf(content, at, picture);
    if (content.isEnsemble())
        return colours.ofPart(note.hue, emphasis, note.velocity);
    return picture.colouring == NoteColouring::Hand && note.role != NoteRole::Made
               ? colours.ofHand(note.hand, emphasis, note.velocity)
               : colours.of(note.role, emphasis, note.velocity);
}

QRect noteRect(const RollNote& note, const RollGeometry& geometry, double scale)
{
    const int narrowest = std::max(1, static_cast<int>(std::lround(2.0 * scale)));
    const int left = static_cast<int>(std::floor(geometry.xOf(static_cast<double>(note.onset))));
    const int right = static_cast<int>(std::floor(geometry.xOf(static_cast<double>(note.end))));
    const int top = geometry.topOf(note.pitch);
    const int row = std::max(1, geometry.bottomOf(note.pitch) - top);
    const int gap = geometry.rowHeight >= 5.0 * scale ? std::max(1, static_cast<int>(std::lround(scale))) : 0;
    const int height = std::max(row - gap, narrowest);
    const int width = note.drum ? std::min(right - left, std::max(height, narrowest)) : right - left;
    return {left, top, std::max(width, narrowest), height};
}

void paintRollNotes(QImage& image, const RollContent& content, const RollPicture& picture, const RollColours& colours)
{
    const RollGeometry& geometry = picture.geometry;
    const NoteRange visible = content.touching(geometry.tickAt(0), geometry.tickAt(picture.size.width()));
    const int edge = std::max(1, static_cast<int>(std::lround(picture.scale)));
    const int roomForEdge = static_cast<int>(std::lround(3 * picture.scale));
    const int roomForHatch = std::max(3, static_cast<int>(std::lround(2.5 * picture.scale)));
    const bool rowsForHatch = geometry.rowHeight >= roomForHatch; // of all notes, though some rows are a pixel lower
    for (std::size_t i = visible.first; i < visible.end(); ++i) {
        const RollNote& note = content.notes()[i];
        const QRect rect = noteRect(note, geometry, picture.scale);
        if (note.hidden || !rect.intersects(image.rect()))
            continue;
        const auto& colour = coloursOf(content, i, picture, colours);
        fillPixels(image, rect, colour.body);
        if (content.isEnsemble())
            fillPixels(image, insideOf(rect, RollColours::fillOf(note.hue), edge),
                       colours.insideOf(note.hue, emphasisOf(content, i, picture)));
        if (note.role == NoteRole::Made && rowsForHatch && rect.width() >= roomForHatch)
            hatch(image, rect, colour.hatch, edge);
        if (rect.width() >= roomForEdge)
            fillPixels(image, QRect(rect.left(), rect.top(), edge, rect.height()), colour.edge);
    }
}

QImage paintRoll(const RollContent& content, const RollPicture& picture, const RollColours& colours, QImage canvas)
{
    const bool fits = canvas.size() == picture.size && canvas.format() == QImage::Format_RGB32;
    QImage image = fits ? std::move(canvas) : QImage(picture.size, QImage::Format_RGB32);
    const int line = std::max(1, static_cast<int>(std::floor(picture.scale)));
    paintRows(image, picture.geometry, colours, line);
    if (!content.piece())
        return image;
    paintGrid(image, content, picture, colours, line);
    paintRollNotes(image, content, picture, colours);
    return image;
}

} // namespace cadenza::ui
