#include "ui/roll/roll_export.h"

#include "core/base/file.h"
#include "ui/roll/roll_grid.h"
#include "ui/roll/roll_margins.h"
#include "ui/roll/roll_raster.h"
#include "ui/style/vector_picture.h"

#include <QBuffer>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace cadenza::ui {
namespace {

constexpr double kQuarterWidth = 40.0;
constexpr double kWidest = 14000.0; ///< twice as many pixels is what most programs still open
constexpr double kRowHeight = 8.0;
constexpr int kRowsAround = 3;
constexpr double kPixelsPerPoint = 2.0;
constexpr int kRoomForHatch = 4;
constexpr int kHatchStep = 5;

/// The whole piece from its first tick, with a little room above and below.
RollGeometry wholePiece(const RollContent& content)
{
    RollGeometry geometry;
    const auto ticks = static_cast<double>(std::max<std::int64_t>(1, content.endTick()));
    geometry.pixelsPerTick = std::min(kQuarterWidth / content.piece()->ticksPerQuarter, kWidest / ticks);
    geometry.rowHeight = kRowHeight;
    geometry.lowest = std::max(0, content.lowestPitch() - kRowsAround);
    geometry.highest = std::min(127, content.highestPitch() + kRowsAround);
    return geometry;
}

RollLayout layoutOf(const RollContent& content, const RollGeometry& geometry)
{
    const int width = static_cast<int>(std::ceil(geometry.contentWidth(content.endTick()))) + 1;
    const int height = static_cast<int>(std::ceil(geometry.contentHeight()));
    const int left = RollLayout::widthOf(RollLayout::keysOf(content));
    RollLayout layout;
    layout.ruler = {left, 0, width, RollLayout::kRulerHeight};
    layout.keyboard = {0, RollLayout::kRulerHeight, left, height};
    layout.notes = {left, RollLayout::kRulerHeight, width, height};
    return layout;
}

void drawRows(QPainter& painter, const RollGeometry& geometry, const RollColours& colours, int width)
{
    for (int pitch = geometry.highest; pitch >= geometry.lowest; --pitch) {
        const int top = geometry.topOf(pitch);
        const int bottom = geometry.bottomOf(pitch);
        painter.fillRect(0, top, width, bottom - top, QColor(isBlackKey(pitch) ? colours.blackRow : colours.whiteRow));
        if (pitch % 12 == 0)
            painter.fillRect(0, bottom - 1, width, 1, QColor(colours.octaveLine));
    }
}

void drawGrid(QPainter& painter, const RollContent& content, const RollGeometry& geometry, const RollColours& colours,
              QSize size)
{
    const QRgb byKind[] = {colours.barLine, colours.beatLine, colours.subdivisionLine};
    auto lines = gridLines(content.time(), content.piece()->ticksPerQuarter, geometry, size.width(), 1.0);
    std::ranges::stable_sort(lines, std::ranges::greater{}, &GridLine::kind); // bar lines last, over the others
    for (const GridLine& line : lines)
        painter.fillRect(line.x, 0, 1, size.height(), QColor(byKind[static_cast<std::size_t>(line.kind)]));
}

/// Diagonals of what the model made, from the note's own corner, as on the screen.
void drawHatch(QPainter& painter, const QRect& note, QRgb colour)
{
    painter.save();
    painter.setClipRect(note);
    painter.setPen(QPen(QColor(colour), 1));
    for (int x = 0; x < note.width() + note.height(); x += kHatchStep)
        painter.drawLine(note.left() + x, note.top(), note.left() + x - note.height(), note.bottom() + 1);
    painter.restore();
}

void drawNotes(QPainter& painter, const RollContent& content, const RollGeometry& geometry, const RollColours& colours)
{
    RollPicture picture;
    picture.geometry = geometry;
    for (std::size_t i = 0; i < content.notes().size(); ++i) {
        const RollNote& note = content.notes()[i];
        const QRect rect = noteRect(note, geometry, 1.0);
        const auto& colour = coloursOf(content, i, picture, colours);
        painter.fillRect(rect, QColor(colour.body));
        if (content.isEnsemble())
            painter.fillRect(insideOf(rect, RollColours::fillOf(note.hue), 1),
                             QColor(colours.insideOf(note.hue, Emphasis::Full)));
        if (note.role == NoteRole::Made && rect.width() >= kRoomForHatch && rect.height() >= kRoomForHatch)
            drawHatch(painter, rect, colour.hatch);
        painter.fillRect(rect.left(), rect.top(), 1, rect.height(), QColor(colour.edge));
    }
}

void drawPicture(QPainter& painter, const RollContent& content, const RollGeometry& geometry, const RollLayout& layout,
                 const Palette& palette)
{
    const RollColours colours(palette);
    const QRect all = layout.notes | layout.ruler | layout.keyboard;
    painter.fillRect(all, palette.surface);
    painter.save();
    painter.translate(layout.notes.topLeft());
    drawRows(painter, geometry, colours, layout.notes.width());
    drawGrid(painter, content, geometry, colours, layout.notes.size());
    drawNotes(painter, content, geometry, colours);
    painter.restore();
    const RollView view{content, geometry, layout, palette, colours, 1.0, all};
    paintRuler(painter, view, {});
    paintKeys(painter, view, {}, std::nullopt);
}

Result<void> write(const QByteArray& bytes, const std::filesystem::path& target)
{
    return writeFileAtomically(target, std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

} // namespace

Result<void> exportRollPicture(const RollContent& content, const Palette& palette, const std::filesystem::path& target)
{
    if (content.empty())
        return failure(Fault::TooLittleMusic, target.string());
    const RollGeometry geometry = wholePiece(content);
    const RollLayout layout = layoutOf(content, geometry);
    const QSize size = (layout.notes | layout.ruler | layout.keyboard).size();
    const QString ending = QString::fromStdString(target.extension().string()).toLower();
    if (ending == QStringLiteral(".svg"))
        return write(
            vectorPicture(size, [&](QPainter& painter) { drawPicture(painter, content, geometry, layout, palette); }),
            target);
    if (ending != QStringLiteral(".png"))
        return failure(Fault::Unsupported, target.string());
    QImage image(size * kPixelsPerPoint, QImage::Format_RGB32);
    if (image.isNull())
        return failure(Fault::OutOfMemory, target.string());
    image.setDevicePixelRatio(kPixelsPerPoint);
    QPainter painter(&image);
    drawPicture(painter, content, geometry, layout, palette);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG"))
        return failure(Fault::Internal, target.string());
    return write(bytes, target);
}

} // namespace cadenza::ui
