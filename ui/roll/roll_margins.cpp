#include "ui/roll/roll_margins.h"

#include "ui/roll/roll_grid.h"
#include "ui/roll/roll_words.h"
#include "ui/style/theme.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <array>
#include <cmath>

namespace cadenza::ui {
namespace {

constexpr int kLabelRoom = 60; ///< pixels a bar number may take

QFont smallFont(const QPainter& painter)
{
    QFont font = figureFont(painter.font());
    font.setPixelSize(measure::kSmallTextPixels);
    return font;
}

void paintSpan(QPainter& painter, const RollView& view, const RulerSpan& span)
{
    const QRect& ruler = view.layout.ruler;
    const double left = std::max(view.geometry.xOf(span.fromTick), 0.0) + ruler.left();
    const double right = std::min<double>(view.geometry.xOf(span.toTick) + ruler.left(), ruler.right() + 1);
    if (right - left < 2.0)
        return;
    const QRectF band(left, ruler.bottom() - 13, right - left, 14);
    painter.fillRect(band, mixed(view.palette.surface, span.colour, 0.22));
    painter.fillRect(QRectF(band.left(), band.bottom() - 2, band.width(), 2), span.colour);
    const QFontMetrics metrics(painter.font());
    for (const QString& label : {span.label, span.shortLabel})
        if (!label.isEmpty() && metrics.horizontalAdvance(label) + 10 <= band.width()) {
            painter.setPen(span.colour);
            painter.drawText(band.adjusted(5, -1, -5, -2), Qt::AlignLeft | Qt::AlignVCenter, label);
            return;
        }
}

void paintBarNumbers(QPainter& painter, const RollView& view)
{
    const QRect& ruler = view.layout.ruler;
    const auto lines =
        gridLines(view.content.time(), view.content.piece()->ticksPerQuarter, view.geometry.scaled(view.ratio),
                  static_cast<int>(ruler.width() * view.ratio), view.ratio);
    const Tick bar = view.content.time().barStart(2) - view.content.time().barStart(1);
    const double barPixels = static_cast<double>(bar.value) * view.geometry.pixelsPerTick;
    const int step =
        barLabelStep(barPixels, QFontMetrics(painter.font()).horizontalAdvance(QStringLiteral("0000")) + 8);
    for (const GridLine& line : lines) {
        const double x = ruler.left() + line.x / view.ratio;
        if (line.kind == GridKind::Subdivision || x + kLabelRoom < view.dirty.left() || x > view.dirty.right())
            continue;
        const bool labelled = line.kind == GridKind::Bar && (line.bar - 1) % step == 0;
        const int height = labelled ? ruler.height() : (line.kind == GridKind::Bar ? 8 : 4);
        painter.fillRect(QRectF(x, ruler.bottom() + 1 - height, 1 / view.ratio * std::floor(view.ratio), height),
                         view.palette.line);
        if (labelled) {
            painter.setPen(view.palette.secondaryText);
            painter.drawText(QRectF(x + 4, ruler.top() + 1, kLabelRoom, 15), Qt::AlignLeft | Qt::AlignVCenter,
                             QString::number(line.bar));
        }
    }
}

} // namespace

RollLayout RollLayout::of(QSize viewport, Lanes lanes, Keys keys)
{
    const int left = widthOf(keys);
    const int width = std::max(1, viewport.width() - left);
    int bottom = viewport.height();
    const auto take = [&](bool wanted, int height, int gap) {
        if (!wanted)
            return QRect();
        bottom -= height + 2 * gap;
        return QRect(left, bottom + gap, width, height);
    };
    RollLayout layout;
    layout.heat = take(lanes.heat, kHeatHeight, kHeatGap);
    layout.pedal = take(lanes.pedal, kPedalHeight, 0);
    layout.velocity = take(lanes.velocity, kVelocityHeight, 0);
    const int height = std::max(1, bottom - kRulerHeight);
    layout.ruler = QRect(left, 0, width, kRulerHeight);
    layout.keyboard = QRect(0, kRulerHeight, left, height);
    layout.notes = QRect(left, kRulerHeight, width, height);
    return layout;
}

void paintLane(QPainter& painter, const RollView& view, const QRect& place, const QImage& picture, const QString& name)
{
    if (place.isEmpty())
        return;
    const QRect margin(0, place.top(), place.left(), place.height());
    painter.fillRect(margin, view.palette.surface);
    painter.drawImage(QRectF(place), picture, QRectF(picture.rect()));
    painter.fillRect(QRect(0, place.top(), place.right() + 1, 1), view.palette.line);
    painter.save();
    painter.setFont(smallFont(painter));
    painter.setPen(view.palette.secondaryText);
    painter.drawText(margin.adjusted(2, 0, -5, 0), Qt::AlignRight | Qt::AlignVCenter, name);
    painter.restore();
}

void paintRuler(QPainter& painter, const RollView& view, std::span<const RulerSpan> spans)
{
    const QRect& ruler = view.layout.ruler;
    painter.save();
    painter.fillRect(QRect(0, 0, ruler.right() + 1, ruler.height()), view.palette.surface);
    painter.setClipRect(ruler, Qt::IntersectClip);
    painter.setFont(smallFont(painter));
    if (!view.content.empty()) {
        paintBarNumbers(painter, view);
        for (const RulerSpan& span : spans)
            paintSpan(painter, view, span);
    }
    painter.restore();
    painter.fillRect(QRect(0, ruler.bottom(), ruler.right() + 1, 1), view.palette.line);
}

void paintHeat(QPainter& painter, const RollView& view, const QImage& strip, std::span<const std::size_t> best)
{
    const QRect& place = view.layout.heat;
    if (place.isEmpty())
        return;
    painter.fillRect(
        QRect(0, place.top() - RollLayout::kHeatGap, place.right() + 1, place.height() + 2 * RollLayout::kHeatGap),
        view.palette.surface);
    painter.drawImage(place, strip);
    painter.save();
    painter.setClipRect(place.adjusted(0, -RollLayout::kHeatGap, 0, RollLayout::kHeatGap), Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(view.palette.surface, 1.5));
    painter.setBrush(view.palette.text);
    for (const std::size_t first : best) {
        if (first >= view.content.notes().size())
            continue;
        const double x = place.left() + view.geometry.xOf(static_cast<double>(view.content.notes()[first].onset));
        const double y = place.center().y() + 0.5;
        painter.drawPolygon(QPolygonF({{x, y - 6}, {x + 5, y}, {x, y + 6}, {x - 5, y}}));
    }
    painter.restore();
}

std::vector<float> ranked(std::span<const float> scores)
{
    std::vector<float> sorted(scores.begin(), scores.end());
    std::ranges::sort(sorted);
    std::vector<float> ranks;
    ranks.reserve(scores.size());
    const auto last = static_cast<float>(std::max<std::size_t>(sorted.size(), 2) - 1);
    for (const float score : scores)
        ranks.push_back(static_cast<float>(std::ranges::lower_bound(sorted, score) - sorted.begin()) / last);
    return ranks;
}

std::vector<float> heatColumns(const RollContent& content, std::span<const float> heat, const RollGeometry& geometry,
                               int width)
{
    std::vector<float> columns(static_cast<std::size_t>(std::max(0, width)), -1.0F);
    const std::size_t count = std::min(heat.size(), content.notes().size());
    if (count == 0)
        return columns;
    const NoteRange visible = content.touching(geometry.tickAt(0), geometry.tickAt(width));
    const std::size_t before = visible.first > 0 ? visible.first - 1 : 0; // it may reach into view
    for (std::size_t i = before; i < std::min(count, visible.end()); ++i) {
        const std::size_t next = std::min(i + 1, content.notes().size() - 1);
        const double from = geometry.xOf(static_cast<double>(content.notes()[i].onset));
        const double to = geometry.xOf(static_cast<double>(content.notes()[next].onset));
        if (to < 0.0 || from >= width)
            continue;
        const int last = std::min(width - 1, static_cast<int>(std::max(from, to - 1.0)));
        for (int x = std::max(0, static_cast<int>(from)); x <= last; ++x)
            columns[static_cast<std::size_t>(x)] = std::max(columns[static_cast<std::size_t>(x)], heat[i]);
    }
    return columns;
}

QImage heatStrip(std::span<const float> columns, const Palette& palette)
{
    constexpr int kSteps = 64;
    std::array<QRgb, kSteps> ramp;
    for (int i = 0; i < kSteps; ++i)
        ramp[static_cast<std::size_t>(i)] =
            mixed(palette.surface, palette.music, 0.06 + 0.74 * std::pow(i / (kSteps - 1.0), 1.6)).rgb();
    QImage strip(std::max(1, static_cast<int>(columns.size())), 1, QImage::Format_RGB32);
    auto* pixels = reinterpret_cast<QRgb*>(strip.scanLine(0));
    pixels[0] = palette.surface.rgb();
    for (std::size_t x = 0; x < columns.size(); ++x)
        pixels[x] = columns[x] < 0.0F
                        ? palette.surface.rgb()
                        : ramp[static_cast<std::size_t>(std::lround(columns[x] * static_cast<float>(kSteps - 1)))];
    return strip;
}

} // namespace cadenza::ui
