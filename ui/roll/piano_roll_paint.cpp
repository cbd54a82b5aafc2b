#include "ui/roll/piano_roll.h"
#include "ui/roll/roll_lanes.h"
#include "ui/roll/roll_raster.h"
#include "ui/roll/roll_words.h"
#include "ui/style/theme.h"

#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace cadenza::ui {

const RollColours& PianoRoll::colours() const
{
    if (!colours_)
        colours_.emplace(currentPalette());
    return *colours_;
}

RollView PianoRoll::viewOf(const QRect& dirty) const
{
    return {content_, geometry_, layout_, currentPalette(), colours(), viewport()->devicePixelRatioF(), dirty};
}

void PianoRoll::renderFrame()
{
    const double ratio = viewport()->devicePixelRatioF();
    const QSize size = (QSizeF(layout_.notes.size()) * ratio).toSize();
    if (!stale_ && frame_.size() == size)
        return;
    frame_.setDevicePixelRatio(1.0);
    RollPicture picture{geometry_.scaled(ratio), size,       ratio,
                        seed_.window(),          colouring_, mode_ == RollMode::Editing ? edit_.grid().value : 0};
    frame_ = paintRoll(content_, picture, colours(), std::move(frame_));
    frame_.setDevicePixelRatio(ratio);
    if (!layout_.velocity.isNull()) {
        picture.size = (QSizeF(layout_.velocity.size()) * ratio).toSize();
        velocityLane_ = paintVelocities(content_, picture, colours());
    }
    if (!layout_.pedal.isNull()) {
        picture.size = (QSizeF(layout_.pedal.size()) * ratio).toSize();
        const Palette& palette = currentPalette();
        pedalLane_ =
            paintPedal(content_, picture, colours(), mixed(palette.surface, palette.secondaryText, 0.45).rgb());
    }
    heatStrip_ = heatStrip(heatColumns(content_, heatRanks_, geometry_, layout_.heat.width()), currentPalette());
    stale_ = false;
}

void PianoRoll::paintEvent(QPaintEvent* event)
{
    renderFrame();
    QPainter painter(viewport());
    const QRegion& region = event->region();
    for (const QRect& part : region)
        paintNotesArea(painter, part & layout_.notes);
    if (region.intersects(layout_.keyboard)) {
        std::vector<int> struck;
        for (const std::size_t note : sounding_)
            struck.push_back(content_.notes()[note].pitch);
        if (struckKey_)
            struck.push_back(*struckKey_);
        const QRect dirty = region.intersected(layout_.keyboard).boundingRect();
        paintKeys(painter, viewOf(dirty), struck, hoveredKey_);
    }
    const QRect top(0, 0, viewport()->width(), layout_.ruler.height());
    if (region.intersects(top))
        paintRuler(painter, viewOf(region.intersected(top).boundingRect()), rulerSpans());
    paintLanes(painter, region);
    if (region.intersects(layout_.heat))
        paintHeat(painter, viewOf(layout_.heat), heatStrip_, best_);
    paintPlayhead(painter);
    paintReadOut(painter);
    if (content_.empty() && mode_ != RollMode::Editing)
        paintEmptyState(painter);
    if (hasFocus()) {
        painter.setPen(QPen(currentPalette().trainLoss, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(viewport()->rect().adjusted(1, 1, -1, -1));
    }
}

void PianoRoll::paintNotesArea(QPainter& painter, const QRect& part)
{
    if (part.isEmpty())
        return;
    const double ratio = frame_.devicePixelRatio();
    const QRect from = part.translated(-layout_.notes.topLeft());
    painter.drawImage(QRectF(part), frame_, QRectF(QPointF(from.topLeft()) * ratio, QSizeF(from.size()) * ratio));
    painter.setClipRect(part);
    paintSounding(painter);
    if (mode_ == RollMode::Editing)
        paintEdit(painter);
    else
        paintSeedBand(painter);
    paintRange(painter);
    paintMark(painter);
    painter.setClipping(false);
}

void PianoRoll::paintLanes(QPainter& painter, const QRegion& region) const
{
    if (region.intersects(layout_.velocity.adjusted(-layout_.velocity.left(), 0, 0, 0)))
        paintLane(painter, viewOf(layout_.velocity), layout_.velocity, velocityLane_, tr("Vel."));
    if (mode_ == RollMode::Editing && region.intersects(layout_.velocity))
        paintVelocityEdit(painter);
    if (region.intersects(layout_.pedal.adjusted(-layout_.pedal.left(), 0, 0, 0)))
        paintLane(painter, viewOf(layout_.pedal), layout_.pedal, pedalLane_, tr("Ped."));
}

/// What is chosen, and what the drag in progress will do.
void PianoRoll::paintEdit(QPainter& painter) const
{
    const Palette& palette = currentPalette();
    const QPoint origin = layout_.notes.topLeft();
    for (const std::size_t note : edit_.chosen()) {
        const RollNote moved = edit_.previewOf(content_.notes()[note]);
        const QRect place = noteRect(moved, geometry_, 1.0).translated(origin);
        painter.fillRect(place, mixed(palette.music, palette.text, 0.35));
        painter.setPen(QPen(palette.text, 1));
        painter.drawRect(place.adjusted(-1, -1, 0, 0));
    }
    if (const auto& drawn = edit_.drawn()) {
        const RollNote note{drawn->onset.value, drawn->end().value, drawn->pitch, drawn->velocity, NoteRole::Music};
        painter.fillRect(noteRect(note, geometry_, 1.0).translated(origin), palette.music);
    }
    if (const auto frame = edit_.frame()) {
        QColor wash = palette.trainLoss;
        wash.setAlphaF(0.15F);
        painter.setPen(QPen(palette.trainLoss, 1));
        painter.setBrush(wash);
        painter.drawRect(frame->translated(origin));
    }
}

/// How loud the chosen notes are, or will be when the drag ends.
void PianoRoll::paintVelocityEdit(QPainter& painter) const
{
    if (layout_.velocity.isNull())
        return;
    const Palette& palette = currentPalette();
    const QRect& lane = layout_.velocity;
    painter.setClipRect(lane);
    for (const std::size_t note : edit_.chosen()) {
        const RollNote moved = edit_.previewOf(content_.notes()[note]);
        const int x = lane.left() + static_cast<int>(std::floor(geometry_.xOf(static_cast<double>(moved.onset))));
        const int height = std::max(2, moved.velocity * lane.height() / 127);
        painter.fillRect(QRect(x, lane.bottom() + 1 - height, 3, height), mixed(palette.music, palette.text, 0.35));
        painter.fillRect(QRect(x - 1, lane.bottom() + 1 - height, 5, 2), palette.text);
    }
    if (const auto note = edit_.focused(); note && edit_.gripsVelocity()) {
        const QString words = tr("Velocity %1").arg(edit_.previewOf(content_.notes()[*note]).velocity);
        painter.setPen(palette.text);
        painter.setFont(figureFont(font()));
        painter.drawText(lane.adjusted(measure::kSmall, 0, -measure::kSmall, 0), Qt::AlignRight | Qt::AlignTop, words);
    }
    painter.setClipping(false);
}

/// The stretch that plays over and over: what is outside it steps back.
void PianoRoll::paintRange(QPainter& painter) const
{
    const auto& range = range_.range();
    if (!range)
        return;
    const Palette& palette = currentPalette();
    QColor shade = palette.window;
    shade.setAlphaF(0.55F);
    const int left = layout_.notes.left() + static_cast<int>(std::floor(geometry_.xOf(range->first)));
    const int right = layout_.notes.left() + static_cast<int>(std::floor(geometry_.xOf(range->second)));
    const QRect area = layout_.notes;
    painter.fillRect(QRect(QPoint(area.left(), area.top()), QPoint(left - 1, area.bottom())), shade);
    painter.fillRect(QRect(QPoint(right + 1, area.top()), area.bottomRight()), shade);
    for (const int x : {left, right})
        painter.fillRect(QRect(x, area.top(), 1, area.height()), palette.secondaryText);
}

std::vector<RulerSpan> PianoRoll::rulerSpans() const
{
    const Palette& palette = currentPalette();
    std::vector<RulerSpan> spans;
    if (const auto& range = range_.range())
        spans.push_back({range->first, range->second, palette.secondaryText, tr("Loop"), {}});
    if (mode_ == RollMode::Editing)
        return spans;
    const auto notes = content_.notes();
    if (const auto& window = seed_.window()) {
        const auto [from, to] = SeedTool::ticksOf(*window, content_);
        const QString count = tr("Seed · %1 notes").arg(window->count);
        const bool scored = window->count == heatCount_ && window->first < heat_.size();
        const QString score =
            scored ? tr("%1 %").arg(std::lround(100.0 * static_cast<double>(heat_[window->first]))) : QString();
        spans.push_back({from, to, palette.music, scored ? count + QStringLiteral(" · ") + score : count,
                         scored ? score : tr("Seed")});
    }
    const auto stretchOf = [&](NoteRole role, const QColor& colour, const QString& name) {
        const auto first = std::ranges::find(notes, role, &RollNote::role);
        if (first == notes.end())
            return;
        std::int64_t end = first->end;
        for (const RollNote& note : notes)
            if (note.role == role)
                end = std::max(end, role == NoteRole::Seed ? note.onset : note.end);
        spans.push_back({static_cast<double>(first->onset), static_cast<double>(end), colour, name, {}});
    };
    if (!seed_.window())
        stretchOf(NoteRole::Seed, palette.music, tr("Seed"));
    stretchOf(NoteRole::Made, palette.made, tr("Continuation"));
    return spans;
}

void PianoRoll::paintSounding(QPainter& painter) const
{
    const double ratio = viewport()->devicePixelRatioF();
    const RollGeometry fine = geometry_.scaled(ratio);
    const QColor colour = currentPalette().sounding;
    for (const std::size_t note : sounding_) {
        const QRect rect = noteRect(content_.notes()[note], fine, ratio);
        painter.fillRect(QRectF(QPointF(rect.topLeft()) / ratio + layout_.notes.topLeft(), QSizeF(rect.size()) / ratio),
                         colour);
    }
}

std::optional<QRect> PianoRoll::seedBand() const
{
    if (!seed_.window() || content_.empty())
        return std::nullopt;
    const auto [from, to] = SeedTool::ticksOf(*seed_.window(), content_);
    const int left = layout_.notes.left() + static_cast<int>(std::floor(geometry_.xOf(from)));
    const int right = layout_.notes.left() + static_cast<int>(std::floor(geometry_.xOf(to)));
    return QRect(left, layout_.notes.top(), std::max(2, right - left), layout_.notes.height());
}

void PianoRoll::paintSeedBand(QPainter& painter) const
{
    const auto band = seedBand();
    if (!band)
        return;
    const Palette& palette = currentPalette();
    QColor wash = palette.music;
    wash.setAlphaF(palette.isDark() ? 0.10F : 0.09F);
    painter.fillRect(*band, wash);
    painter.fillRect(QRect(band->left(), band->top(), 1, band->height()), palette.music);
    painter.fillRect(QRect(band->right(), band->top(), 1, band->height()), palette.music);
    if (mode_ != RollMode::Seeds)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette.surface, 1));
    painter.setBrush(palette.music);
    for (const int x : {band->left(), band->right()})
        painter.drawRoundedRect(QRectF(x - 3, band->center().y() - 16, 7, 32), 3.5, 3.5);
    painter.restore();
}

void PianoRoll::paintPlayhead(QPainter& painter) const
{
    if (!playheadTick_)
        return;
    const double x = geometry_.xOf(*playheadTick_);
    if (x < -1.0 || x > layout_.notes.width())
        return;
    const double ratio = viewport()->devicePixelRatioF();
    const double left = layout_.notes.left() + std::floor(x * ratio) / ratio;
    const QColor colour = currentPalette().sounding;
    painter.fillRect(
        QRectF(left, layout_.notes.top(), std::max(1.0, std::floor(1.5 * ratio) / ratio), layout_.notes.height()),
        colour);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    const double tip = layout_.ruler.bottom() + 1;
    painter.drawPolygon(QPolygonF({{left - 5, tip - 8}, {left + 6, tip - 8}, {left + 0.5, tip}}));
    painter.restore();
}

QStringList PianoRoll::readOutOf(std::size_t note) const
{
    QStringList lines{describeNote(content_.notes()[note], content_)};
    if (const QString more = readOut_ ? readOut_(note) : QString(); !more.isEmpty())
        lines << more.split(u'\n');
    return lines;
}

QRect PianoRoll::readOutRect(const QStringList& lines) const
{
    const QFontMetrics metrics(figureFont(font()));
    int width = 0;
    for (const QString& line : lines)
        width = std::max(width, metrics.horizontalAdvance(line));
    width += 2 * measure::kSmall;
    const int height = static_cast<int>(lines.size()) * metrics.height() + measure::kSmall;
    return {layout_.notes.right() - width - measure::kSmall, layout_.notes.bottom() - height - measure::kSmall, width,
            height};
}

void PianoRoll::paintReadOut(QPainter& painter) const
{
    if (!hoveredNote_)
        return;
    const Palette& palette = currentPalette();
    const QStringList lines = readOutOf(*hoveredNote_);
    painter.save();
    painter.setClipRect(layout_.notes);
    painter.setPen(palette.text);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(placeOf(*hoveredNote_).adjusted(-1, -1, 0, 0));
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF chip = readOutRect(lines);
    painter.setPen(QPen(palette.line, 1));
    painter.setBrush(palette.raised);
    painter.drawRoundedRect(chip.adjusted(0.5, 0.5, -0.5, -0.5), measure::kControlRadius, measure::kControlRadius);
    painter.setPen(palette.text);
    painter.setFont(figureFont(font()));
    painter.drawText(chip.adjusted(measure::kSmall, 0, -measure::kSmall, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     lines.join(u'\n'));
    painter.restore();
}

/// A dashed line before the note, and the note in a frame.
void PianoRoll::paintMark(QPainter& painter) const
{
    if (!mark_)
        return;
    const Palette& palette = currentPalette();
    const QRect place = placeOf(*mark_);
    painter.setPen(QPen(palette.text, 1, Qt::DashLine));
    painter.drawLine(place.left() - 1, layout_.notes.top(), place.left() - 1, layout_.notes.bottom());
    painter.setPen(QPen(palette.text, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(place.adjusted(-1, -1, 0, 0));
}

void PianoRoll::paintEmptyState(QPainter& painter) const
{
    painter.setPen(currentPalette().secondaryText);
    painter.drawText(layout_.notes.adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, emptyText_);
}

} // namespace cadenza::ui
