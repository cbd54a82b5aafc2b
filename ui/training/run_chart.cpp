#include "ui/training/run_chart.h"

#include "ui/style/theme.h"
#include "ui/training/curve_raster.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace cadenza::ui {
namespace {

constexpr double kShortestSpan = 1.0; ///< seconds
constexpr double kDragStart = 6.0;    ///< pixels
constexpr double kZoomStep = 1.5;
constexpr double kReadOutStep = 8.0; ///< pixels an arrow key moves the read-out

QColor faded(QColor colour, double opacity)
{
    colour.setAlphaF(static_cast<float>(opacity));
    return colour;
}

} // namespace

RunChart::RunChart(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setObjectName(QStringLiteral("runChart"));
    setAccessibleName(tr("Learning curves"));
    setAccessibleDescription(tr("Arrow keys read values out, + and − zoom, 0 shows the whole run."));
    setAxisNames(tr("training time, min:s"), tr("loss, nats per note"));
    connect(&ThemeNotifier::instance(), &ThemeNotifier::themeChanged, this, &RunChart::spoil);
}

void RunChart::setLines(std::vector<Line> lines)
{
    drawing_.setLines(std::move(lines));
    spoil();
}

void RunChart::append(std::size_t line, double seconds, double value)
{
    drawing_.append(line, seconds, value);
    spoil();
}

void RunChart::clear()
{
    drawing_.clear();
    spoil();
}

void RunChart::setLevels(std::vector<ChartDrawing::Level> levels)
{
    drawing_.setLevels(std::move(levels));
    spoil();
}

void RunChart::setMarks(std::vector<double> seconds)
{
    drawing_.setMarks(std::move(seconds));
    spoil();
}

void RunChart::chooseMark(std::optional<std::size_t> mark)
{
    drawing_.chooseMark(mark);
    spoil();
}

void RunChart::setAxisNames(const QString& horizontal, const QString& vertical)
{
    drawing_.setAxisNames(horizontal, vertical);
    spoil();
}

void RunChart::setEmptyText(const QString& text)
{
    emptyText_ = text;
    spoil();
}

void RunChart::setSmoothing(double smoothing)
{
    drawing_.setSmoothing(smoothing);
    spoil();
}

void RunChart::setVerticalScale(ScaleKind kind)
{
    drawing_.setVerticalScale(kind);
    spoil();
}

void RunChart::zoomTo(std::optional<std::pair<double, double>> seconds)
{
    if (seconds) {
        const double end = drawing_.end();
        const double length = std::clamp(seconds->second - seconds->first, std::min(kShortestSpan, end), end);
        const double from = std::clamp(seconds->first, 0.0, end - length);
        seconds = length < end ? std::optional(std::pair{from, from + length}) : std::nullopt;
    }
    drawing_.setSpan(seconds);
    spoil();
    Q_EMIT zoomed(seconds.has_value());
}

void RunChart::zoomAround(double seconds, double factor)
{
    if (!drawing_.hasPoints())
        return;
    const auto [from, to] = drawing_.span().value_or(std::pair{0.0, drawing_.end()});
    zoomTo(std::pair{seconds - (seconds - from) * factor, seconds + (to - seconds) * factor});
}

void RunChart::spoil()
{
    spoiled_ = true;
    update();
}

void RunChart::drawPicture()
{
    const double ratio = devicePixelRatioF();
    picture_ = QImage(size() * ratio, QImage::Format_ARGB32_Premultiplied);
    picture_.setDevicePixelRatio(ratio);
    picture_.fill(Qt::transparent);
    spoiled_ = false;
    drawing_.layOut(size(), font());
    CurveRaster ink(picture_, drawing_.curveClip());
    QPainter painter(&picture_);
    drawing_.paint(painter, ink, currentPalette(), 1.0 / ratio);
}

void RunChart::paintReadOut(QPainter& painter) const
{
    const Palette& palette = currentPalette();
    const QRectF& area = drawing_.plotArea();
    const ChartScale& across = drawing_.across();
    const double seconds = std::clamp(across.valueAt(*hover_), across.low(), across.high());
    const double x = std::round(across.pixelOf(seconds));
    painter.fillRect(QRectF(x, area.top(), 1.0, area.height()), faded(palette.secondaryText, 0.6));
    painter.setRenderHint(QPainter::Antialiasing, true);
    for (std::size_t i = 0; i < lineCount(); ++i) {
        const auto index = series(i).nearest(seconds);
        if (!index)
            continue;
        const QPointF at(across.pixelOf(series(i).points()[*index].x),
                         drawing_.up().pixelOf(series(i).smoothAt(*index)));
        painter.setPen(QPen(palette.surface, 1.5));
        painter.setBrush(drawing_.lines()[i].colour(palette));
        if (area.contains(at))
            painter.drawEllipse(at, 4.0, 4.0);
    }
    const QString text = readOutAt(seconds);
    QFont small = font();
    small.setPixelSize(measure::kSmallTextPixels);
    const double wide = QFontMetricsF(small).horizontalAdvance(text) + measure::kLarge;
    const QRectF card(std::clamp(x - wide / 2.0, area.left(), std::max(area.left(), width() - wide - 4.0)), area.top(),
                      wide, 22.0);
    painter.setPen(QPen(palette.line, 1.0));
    painter.setBrush(palette.raised);
    painter.drawRoundedRect(card, measure::kTight, measure::kTight);
    painter.setFont(small);
    painter.setPen(palette.text);
    painter.drawText(card, Qt::AlignCenter, text);
}

void RunChart::paintDraggedSpan(QPainter& painter) const
{
    const auto [from, to] = std::minmax(*grip_, *hover_);
    if (to - from < kDragStart)
        return;
    const QRectF& area = drawing_.plotArea();
    painter.fillRect(QRectF(from, area.top(), to - from, area.height()).intersected(area),
                     faded(currentPalette().trainLoss, 0.16));
}

void RunChart::paintEvent(QPaintEvent*)
{
    if (spoiled_ || picture_.devicePixelRatio() != devicePixelRatioF())
        drawPicture();
    QPainter painter(this);
    painter.drawImage(0, 0, picture_);
    if (!drawing_.hasPoints()) {
        painter.setPen(currentPalette().secondaryText);
        painter.drawText(rect().adjusted(measure::kHuge, measure::kHuge, -measure::kHuge, -measure::kHuge),
                         Qt::AlignCenter | Qt::TextWordWrap, emptyText_);
        return;
    }
    if (hover_ && grip_)
        paintDraggedSpan(painter);
    if (hover_)
        paintReadOut(painter);
}

void RunChart::resizeEvent(QResizeEvent*)
{
    spoil();
}

void RunChart::readOut(std::optional<double> pixel)
{
    hover_ = pixel;
    update();
}

void RunChart::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !drawing_.hasPoints())
        return QWidget::mousePressEvent(event);
    if (const auto mark = drawing_.markAt(event->position()))
        Q_EMIT markClicked(*mark);
    else
        grip_ = event->position().x();
}

void RunChart::mouseMoveEvent(QMouseEvent* event)
{
    const bool inside = grip_ || drawing_.plotArea().adjusted(-8, -40, 8, 40).contains(event->position());
    setCursor(drawing_.markAt(event->position()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
    readOut(inside ? std::optional(event->position().x()) : std::nullopt);
}

void RunChart::mouseReleaseEvent(QMouseEvent* event)
{
    const auto grip = std::exchange(grip_, std::nullopt);
    if (!grip || std::abs(event->position().x() - *grip) < kDragStart)
        return update();
    const double a = drawing_.across().valueAt(*grip);
    const double b = drawing_.across().valueAt(event->position().x());
    zoomTo(std::pair{std::min(a, b), std::max(a, b)});
}

void RunChart::mouseDoubleClickEvent(QMouseEvent*)
{
    zoomTo({});
}

void RunChart::wheelEvent(QWheelEvent* event)
{
    const double turns = event->angleDelta().y() / 120.0;
    zoomAround(drawing_.across().valueAt(event->position().x()), std::pow(kZoomStep, -turns));
}

void RunChart::keyPressEvent(QKeyEvent* event)
{
    const QRectF& area = drawing_.plotArea();
    const double at = hover_.value_or(area.center().x());
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: return zoomAround(drawing_.across().valueAt(at), 1.0 / kZoomStep);
    case Qt::Key_Minus: return zoomAround(drawing_.across().valueAt(at), kZoomStep);
    case Qt::Key_0: return zoomTo({});
    case Qt::Key_Left: return readOut(std::max(area.left(), at - kReadOutStep));
    case Qt::Key_Right: return readOut(std::min(area.right(), at + kReadOutStep));
    default: QWidget::keyPressEvent(event);
    }
}

void RunChart::leaveEvent(QEvent*)
{
    readOut({});
}

void RunChart::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        spoil();
    QWidget::changeEvent(event);
}

} // namespace cadenza::ui

#include "moc_run_chart.cpp"
