#include "ui/roll/roll_overview.h"

#include "ui/roll/piano_roll.h"
#include "ui/roll/thumbnail.h"
#include "ui/style/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace cadenza::ui {

RollOverview::RollOverview(PianoRoll& roll, QWidget* parent) : QWidget(parent), roll_(roll)
{
    setObjectName(QStringLiteral("rollOverview"));
    setAccessibleName(tr("The whole piece"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFixedHeight(sizeHint().height());
    roll_.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(&roll_, &PianoRoll::viewChanged, this, qOverload<>(&QWidget::update));
    connect(&roll_, &PianoRoll::markingsChanged, this, qOverload<>(&QWidget::update));
    connect(&ThemeNotifier::instance(), &ThemeNotifier::themeChanged, this, [this] {
        picture_ = {};
        update();
    });
}

QRect RollOverview::strip() const
{
    return rect().adjusted(roll_.places().notes.left(), 4, 0, -4);
}

double RollOverview::xOf(double tick) const
{
    const auto end = static_cast<double>(std::max<std::int64_t>(1, roll_.content().endTick()));
    return strip().left() + tick / end * strip().width();
}

QRectF RollOverview::onScreen() const
{
    const RollGeometry& geometry = roll_.geometryOfNotes();
    const double left = xOf(std::max(0.0, geometry.tickAt(0)));
    const double right = std::min(xOf(geometry.tickAt(roll_.places().notes.width())), strip().right() + 1.0);
    return {left, 1.0, std::max(6.0, right - left), height() - 2.0};
}

void RollOverview::renew()
{
    const qreal ratio = devicePixelRatioF();
    const QSize size = (QSizeF(strip().size()) * ratio).toSize();
    if (picture_.size() == size && pictured_ == roll_.content().notes().data())
        return;
    picture_ = rollThumbnail(roll_.content(), strip().size(), ratio);
    pictured_ = roll_.content().notes().data();
}

void RollOverview::paintEvent(QPaintEvent*)
{
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.fillRect(rect(), palette.surface);
    painter.fillRect(QRect(0, 0, width(), 1), palette.line);
    if (roll_.content().empty())
        return;
    renew();
    painter.setOpacity(0.75);
    painter.drawImage(strip().topLeft(), picture_);
    painter.setOpacity(1.0);
    const auto& seed = roll_.seedWindow();
    if (seed
        && seed->count < roll_.content().notes().size()) { // an own seed is all of its piece: nothing to find in it
        const auto [from, to] = SeedTool::ticksOf(*seed, roll_.content());
        QColor wash = palette.music;
        wash.setAlphaF(0.30F);
        const QRectF band(xOf(from), 1.0, std::max(2.0, xOf(to) - xOf(from)), height() - 1.0);
        painter.fillRect(band, wash);
        painter.fillRect(QRectF(band.left(), band.top(), band.width(), 2.0), palette.music);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    QColor glass = palette.text;
    glass.setAlphaF(0.07F);
    painter.setBrush(glass);
    QColor frame = palette.text;
    frame.setAlphaF(0.35F);
    painter.setPen(QPen(frame, 1));
    painter.drawRoundedRect(onScreen().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

void RollOverview::scrollTo(double left)
{
    const double tick =
        (left - strip().left()) / std::max(1, strip().width()) * static_cast<double>(roll_.content().endTick());
    const double pixels = tick * roll_.geometryOfNotes().pixelsPerTick;
    roll_.horizontalScrollBar()->setValue(static_cast<int>(std::lround(pixels)));
}

void RollOverview::mousePressEvent(QMouseEvent* event)
{
    const QRectF shown = onScreen();
    const double x = event->position().x();
    grabbedAt_ = shown.contains(event->position()) ? x - shown.left() : shown.width() / 2.0;
    setCursor(Qt::ClosedHandCursor);
    scrollTo(x - grabbedAt_);
}

void RollOverview::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons() & Qt::LeftButton)
        scrollTo(event->position().x() - grabbedAt_);
}

void RollOverview::mouseReleaseEvent(QMouseEvent*)
{
    unsetCursor();
}

} // namespace cadenza::ui
