#include "ui/training/loss_chart.h"

#include "ui/style/theme.h"

#include <QEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

constexpr double kLeft = 44.0, kTop = 40.0, kBottom = 40.0;
constexpr double kBandOpacity = 0.16;
constexpr double kLineWidth = 1.6;
constexpr double kBandPoints = 8.0;  ///< raw values that make a spread, where there is room for them
constexpr double kWidestBand = 24.0; ///< pixels
constexpr double kShortest = 5.0;    ///< seconds the time axis shows at least

QString valueText(double value)
{
    return QString::number(value, 'f', std::abs(value) < 1.0 ? 3 : 2);
}

QFont smallFont(const QFont& font)
{
    QFont small = font;
    small.setPixelSize(measure::kTextPixels - 2);
    return small;
}

QColor faded(QColor colour, double opacity)
{
    colour.setAlphaF(static_cast<float>(opacity));
    return colour;
}

} // namespace

LossChart::LossChart(QWidget* parent)
    : QWidget(parent), horizontalName_(tr("training time, min:s")), verticalName_(tr("loss, nats per note"))
{
    setMouseTracking(true);
    setObjectName(u"lossChart"_s);
    setAccessibleName(tr("Loss chart"));
    connect(&ThemeNotifier::instance(), &ThemeNotifier::themeChanged, this, &LossChart::spoil);
}

void LossChart::setLines(std::vector<Line> lines)
{
    lines_ = std::move(lines);
    series_.assign(lines_.size(), LossSeries());
    setSmoothing(smoothing_);
}

void LossChart::append(std::size_t line, double seconds, double value)
{
    Q_ASSERT(line < series_.size());
    series_[line].append(seconds, value);
    spoil();
}

void LossChart::clear()
{
    for (LossSeries& series : series_)
        series.clear();
    spoil();
}

void LossChart::setAxisNames(const QString& horizontal, const QString& vertical)
{
    horizontalName_ = horizontal;
    verticalName_ = vertical;
    spoil();
}

void LossChart::setEmptyText(const QString& text)
{
    emptyText_ = text;
    spoil();
}

void LossChart::setSmoothing(double smoothing)
{
    smoothing_ = smoothing;
    for (std::size_t i = 0; i < lines_.size(); ++i)
        series_[i].setSmoothing(lines_[i].curve == Curve::Noisy ? smoothing : 0.0);
    spoil();
}

void LossChart::setVerticalScale(ScaleKind kind)
{
    verticalKind_ = kind;
    spoil();
}

void LossChart::spoil()
{
    spoiled_ = true;
    update();
}

bool LossChart::hasPoints() const
{
    return std::ranges::any_of(series_, [](const LossSeries& series) { return !series.empty(); });
}

QRectF LossChart::plotArea() const
{
    double labels = 0.0; // room for the direct labels at the lines' ends
    for (const Line& line : lines_)
        labels = std::max<double>(labels, fontMetrics().horizontalAdvance(line.name + u"  00.00"_s));
    return QRectF(rect()).adjusted(kLeft, kTop, -labels - measure::kLarge, -kBottom);
}

std::pair<double, double> LossChart::valueRange() const
{
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const LossSeries& series : series_)
        if (!series.empty()) {
            low = std::min(low, series.lowest());
            high = std::max(high, series.highestSmooth()); // one wild batch must not squeeze the curves
        }
    return roomyRange(low, std::max(low, high), verticalKind_);
}

void LossChart::updateScales()
{
    double end = kShortest;
    for (const LossSeries& series : series_)
        if (!series.empty())
            end = std::max(end, series.points().back().x);
    const auto [low, high] = valueRange();
    const QRectF area = plotArea();
    across_ = ChartScale(ScaleKind::Time, 0.0, end, area.left(), area.right());
    up_ = ChartScale(verticalKind_, low, high, area.bottom(), area.top());
}

void LossChart::drawPicture()
{
    const double ratio = devicePixelRatioF();
    picture_ = QImage(size() * ratio, QImage::Format_ARGB32_Premultiplied);
    picture_.setDevicePixelRatio(ratio);
    picture_.fill(Qt::transparent);
    spoiled_ = false;
    if (!hasPoints())
        return;
    updateScales();
    {
        QPainter painter(&picture_);
        paintGrid(painter);
    }
    for (std::size_t i = 0; i < lines_.size(); ++i)
        drawLine(i);
    QPainter painter(&picture_);
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        paintDots(painter, i);
        if (lines_[i].best == Best::Lowest)
            paintBest(painter, i);
    }
    paintEndLabels(painter);
}

void LossChart::paintGrid(QPainter& painter) const
{
    const Palette& palette = currentPalette();
    const QRectF area = plotArea();
    painter.setFont(smallFont(font()));
    for (const ChartScale::Tick& tick : up_.ticks(44.0)) {
        const double y = std::round(up_.pixelOf(tick.value));
        painter.fillRect(QRectF(area.left(), y, area.width(), 1.0), faded(palette.line, 0.6));
        painter.setPen(palette.secondaryText);
        painter.drawText(QRectF(0, y - 10, kLeft - measure::kSmall, 20), Qt::AlignRight | Qt::AlignVCenter, tick.label);
    }
    painter.fillRect(QRectF(area.left(), area.bottom(), area.width(), 1.0), palette.line);
    for (const ChartScale::Tick& tick : across_.ticks(96.0)) {
        const double x = std::round(across_.pixelOf(tick.value));
        painter.fillRect(QRectF(x, area.bottom(), 1.0, 4.0), palette.line);
        painter.setPen(palette.secondaryText);
        painter.drawText(QRectF(x - 40, area.bottom() + 5, 80, 14), Qt::AlignHCenter | Qt::AlignTop, tick.label);
    }
    painter.setPen(palette.secondaryText);
    painter.drawText(QRectF(0, 4, width() - measure::kLarge, 20), Qt::AlignLeft | Qt::AlignVCenter, verticalName_);
    painter.drawText(QRectF(area.left(), height() - 18, area.width(), 16), Qt::AlignRight | Qt::AlignVCenter,
                     horizontalName_);
}

std::vector<RasterPoint> LossChart::rasterPoints(std::size_t line, double columnWidth) const
{
    const double ratio = devicePixelRatioF();
    std::vector<RasterPoint> points;
    for (const LossSeries::Column& column : series_[line].columns(across_, columnWidth))
        points.push_back({across_.pixelOf(column.x) * ratio, up_.pixelOf(column.smooth) * ratio,
                          up_.pixelOf(column.high) * ratio, up_.pixelOf(column.low) * ratio});
    return points;
}

void LossChart::drawLine(std::size_t line)
{
    const double ratio = devicePixelRatioF();
    const QColor colour = currentPalette().*lines_[line].colour;
    const QRectF clip = plotArea().adjusted(0, -measure::kTight, 0, 0);
    CurveRaster raster(picture_, QRectF(clip.topLeft() * ratio, clip.size() * ratio).toAlignedRect());
    const auto points = rasterPoints(line, 1.0 / ratio);
    if (lines_[line].curve == Curve::Noisy) {
        const auto count = static_cast<double>(std::max<std::size_t>(1, series_[line].size()));
        const double width = std::min(kBandPoints * clip.width() / count, kWidestBand);
        raster.band(width <= 1.0 / ratio ? points : rasterPoints(line, width), faded(colour, kBandOpacity));
    }
    raster.line(points, colour, kLineWidth * ratio);
}

void LossChart::paintDots(QPainter& painter, std::size_t line) const
{
    const auto points = series_[line].points();
    if (lines_[line].curve == Curve::Noisy || points.size() * 10 > static_cast<std::size_t>(width()))
        return;
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(Qt::NoPen);
    painter.setBrush(currentPalette().*lines_[line].colour);
    for (const LossSeries::Point& point : points)
        painter.drawEllipse(QPointF(across_.pixelOf(point.x), up_.pixelOf(point.y)), 2.2, 2.2);
}

void LossChart::paintBest(QPainter& painter, std::size_t line) const
{
    const auto best = series_[line].lowestIndex();
    if (!best || series_[line].size() < 2)
        return;
    const Palette& palette = currentPalette();
    const LossSeries::Point point = series_[line].points()[*best];
    const QPointF at(across_.pixelOf(point.x), up_.pixelOf(point.y));
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(QPen(palette.*lines_[line].colour, 2.0));
    painter.setBrush(palette.surface);
    painter.drawEllipse(at, 5.0, 5.0);
    const bool newest = *best + 1 == series_[line].size();
    if (newest) // the label at the line's end says the same value
        return;
    painter.setFont(smallFont(font()));
    painter.setPen(palette.text);
    const QString text = tr("best %1").arg(valueText(point.y));
    const QRectF area = plotArea();
    const double x = std::clamp(at.x() - 40.0, area.left(), area.right() - 80.0);
    const bool above = at.y() - 26.0 > area.top(); // a falling curve leaves that side free
    painter.drawText(QRectF(x, above ? at.y() - 25.0 : at.y() + 9.0, 80.0, 16.0), Qt::AlignCenter, text);
}

void LossChart::paintEndLabels(QPainter& painter) const
{
    constexpr double kHeight = 18.0;
    struct Label {
        std::size_t line;
        double y;
    };
    std::vector<Label> labels;
    for (std::size_t i = 0; i < lines_.size(); ++i)
        if (!series_[i].empty())
            labels.push_back({i, up_.pixelOf(series_[i].smoothAt(series_[i].size() - 1))});
    std::ranges::sort(labels, {}, &Label::y);
    const QRectF area = plotArea();
    double bottom = -1e9; // push labels apart downwards, then back up from the plot's foot
    for (Label& label : labels)
        bottom = label.y = std::max(label.y, bottom + kHeight);
    double top = area.bottom() - kHeight / 2.0; // below the axis are the names of its ticks
    for (auto label = labels.rbegin(); label != labels.rend(); ++label) {
        label->y = std::min(label->y, top);
        top = label->y - kHeight;
    }
    painter.setFont(font());
    for (const Label& label : labels) {
        const LossSeries& series = series_[label.line];
        const QString text = lines_[label.line].name + u"  "_s + valueText(series.smoothAt(series.size() - 1));
        painter.setPen(currentPalette().*lines_[label.line].colour);
        painter.drawText(QRectF(area.right() + measure::kSmall, label.y - kHeight / 2.0, width(), kHeight),
                         Qt::AlignLeft | Qt::AlignVCenter, text);
    }
}

QString LossChart::readOutAt(double seconds) const
{
    QStringList parts;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        const auto index = series_[i].nearest(seconds);
        if (!index)
            continue;
        if (parts.isEmpty())
            parts += clockText(seconds);
        parts += lines_[i].name + u' ' + valueText(series_[i].smoothAt(*index));
    }
    return parts.join(u"  ·  "_s);
}

void LossChart::paintReadOut(QPainter& painter) const
{
    const Palette& palette = currentPalette();
    const QRectF area = plotArea();
    const double seconds = std::clamp(across_.valueAt(*hover_), across_.low(), across_.high());
    const double x = std::round(across_.pixelOf(seconds));
    painter.fillRect(QRectF(x, area.top(), 1.0, area.height()), faded(palette.secondaryText, 0.6));
    painter.setRenderHint(QPainter::Antialiasing, true);
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        const auto index = series_[i].nearest(seconds);
        if (!index)
            continue;
        const QPointF at(across_.pixelOf(series_[i].points()[*index].x), up_.pixelOf(series_[i].smoothAt(*index)));
        painter.setPen(QPen(palette.surface, 1.5));
        painter.setBrush(palette.*lines_[i].colour);
        painter.drawEllipse(at, 4.0, 4.0);
    }
    const QString text = readOutAt(seconds);
    const QFont small = smallFont(font());
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

void LossChart::paintEvent(QPaintEvent*)
{
    if (spoiled_ || picture_.devicePixelRatio() != devicePixelRatioF())
        drawPicture();
    QPainter painter(this);
    painter.drawImage(0, 0, picture_);
    if (!hasPoints()) {
        painter.setPen(currentPalette().secondaryText);
        painter.drawText(rect().adjusted(measure::kHuge, measure::kHuge, -measure::kHuge, -measure::kHuge),
                         Qt::AlignCenter | Qt::TextWordWrap, emptyText_);
    } else if (hover_) {
        paintReadOut(painter);
    }
}

void LossChart::resizeEvent(QResizeEvent*)
{
    spoil();
}

void LossChart::mouseMoveEvent(QMouseEvent* event)
{
    const bool inside = plotArea().adjusted(-8, -kTop, 8, kBottom).contains(event->position());
    hover_ = inside ? std::optional(event->position().x()) : std::nullopt;
    update();
}

void LossChart::leaveEvent(QEvent*)
{
    hover_.reset();
    update();
}

void LossChart::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        spoil();
    QWidget::changeEvent(event);
}

} // namespace cadenza::ui

#include "moc_loss_chart.cpp"
