#include "ui/compose/gauge_strip.h"

#include "ui/style/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

constexpr std::size_t kBars = 5;
constexpr int kBarWidth = 5, kBarGap = 5, kBarHeight = 34;
constexpr int kTrackHeight = 6, kMark = 4;

/// The track from its start to its end, what is usual on it, and the mark.
void paintTrack(QPainter& painter, const QRectF& track, const Gauge& gauge, bool upright)
{
    const Palette& palette = currentPalette();
    const auto part = [&](double from, double to) {
        return upright ? QRectF(track.left(), track.bottom() - to * track.height(), track.width(),
                                (to - from) * track.height())
                       : QRectF(track.left() + from * track.width(), track.top(), (to - from) * track.width(),
                                track.height());
    };
    const double radius = std::min(track.width(), track.height()) / 2.0;
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.line);
    painter.drawRoundedRect(track, radius, radius);
    if (gauge.usual) {
        painter.setBrush(mixed(palette.line, palette.secondaryText, 0.55));
        painter.drawRoundedRect(part(gauge.usual->first, gauge.usual->second), radius, radius);
    }
    const double length = upright ? track.height() : track.width();
    const double half = kMark / 2.0 / length;
    const double at = std::clamp(gauge.place, half, 1.0 - half);
    painter.setBrush(palette.made);
    const QRectF mark = part(at - half, at + half);
    painter.drawRoundedRect(upright ? mark.adjusted(-2, 0, 2, 0) : mark.adjusted(0, -2, 0, 2), 1.5, 1.5);
}

QFont smallFont(QFont font)
{
    font.setPixelSize(measure::kSmallTextPixels);
    return font;
}

} // namespace

GaugeStrip::GaugeStrip(QWidget* parent) : QWidget(parent)
{
    setObjectName(u"gaugeStrip"_s);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    connect(&ThemeNotifier::instance(), &ThemeNotifier::themeChanged, this, qOverload<>(&QWidget::update));
}

QSize GaugeStrip::sizeHint() const
{
    return {static_cast<int>(kBars) * (kBarWidth + kBarGap), kBarHeight};
}

void GaugeStrip::setGauges(std::vector<Gauge> gauges)
{
    gauges_ = std::move(gauges);
    QStringList words;
    for (const Gauge& gauge : gauges_)
        words << gauge.sentence;
    setAccessibleName(tr("Measures"));
    setAccessibleDescription(words.join(u' '));
    update();
}

QRectF GaugeStrip::barOf(std::size_t gauge) const
{
    const int height = std::min(kBarHeight, this->height() - 4);
    return QRectF(static_cast<int>(gauge) * (kBarWidth + kBarGap) + kBarGap / 2.0, (this->height() - height) / 2.0,
                  kBarWidth, height);
}

void GaugeStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t i = 0; i < gauges_.size(); ++i)
        paintTrack(painter, barOf(i), gauges_[i], true);
}

bool GaugeStrip::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto gauge = static_cast<std::size_t>(std::max(0, help->pos().x()) / (kBarWidth + kBarGap));
    if (gauge < gauges_.size())
        QToolTip::showText(help->globalPos(), gauges_[gauge].sentence, this);
    else
        QToolTip::hideText();
    return true;
}

GaugeRow::GaugeRow(QWidget* parent) : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&ThemeNotifier::instance(), &ThemeNotifier::themeChanged, this, qOverload<>(&QWidget::update));
}

void GaugeRow::setGauge(const Gauge& gauge)
{
    gauge_ = gauge;
    setAccessibleName(gauge.name);
    setAccessibleDescription(gauge.sentence);
    updateGeometry();
    update();
}

QSize GaugeRow::sizeHint() const
{
    return {240, heightForWidth(240)};
}

int GaugeRow::heightForWidth(int width) const
{
    const QFontMetrics small(smallFont(font()));
    const int words = small.boundingRect(QRect(0, 0, width, 1000), Qt::TextWordWrap, gauge_.sentence).height();
    return fontMetrics().height() + measure::kTight + kTrackHeight + measure::kTight + words;
}

void GaugeRow::paintEvent(QPaintEvent*)
{
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int line = fontMetrics().height();
    painter.setPen(palette.text);
    painter.drawText(QRect(0, 0, width(), line), Qt::AlignLeft | Qt::AlignVCenter, gauge_.name);
    painter.setFont(figureFont(font()));
    painter.drawText(QRect(0, 0, width(), line), Qt::AlignRight | Qt::AlignVCenter, gauge_.value);
    const int top = line + measure::kTight;
    paintTrack(painter, QRectF(0, top, width(), kTrackHeight), gauge_, false);
    painter.setFont(smallFont(font()));
    painter.setPen(palette.secondaryText);
    painter.drawText(QRect(0, top + kTrackHeight + measure::kTight, width(), height()), Qt::TextWordWrap,
                     gauge_.sentence);
}

} // namespace cadenza::ui

#include "moc_gauge_strip.cpp"
