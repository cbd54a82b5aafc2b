#include "ui/training/chart_drawing.h"

#include "ui/style/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <ranges>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

constexpr double kLeft = 48.0, kTop = 40.0, kBottom = 40.0;
constexpr double kBandOpacity = 0.16;
constexpr double kLineWidth = 1.6;
constexpr double kBandPoints = 8.0;  ///< raw values that make a spread, where there is room for them
constexpr double kWidestBand = 24.0; ///< pixels
constexpr double kShortest = 5.0;    ///< seconds the time axis shows at least
constexpr double kMarkSize = 5.0, kMarkReach = 9.0;

QFont smallFont(const QFont& font)
{
    QFont small = font;
    small.setPixelSize(measure::kSmallTextPixels);
    return small;
}

QColor faded(QColor colour, double opacity)
{
    colour.setAlphaF(static_cast<float>(opacity));
    return colour;
}

} // namespace

QString valueText(double value)
{
    const double size = std::abs(value);
    if (size >= 1000.0)
        return QLocale().toString(std::llround(value));
    if (size < 0.1)
        return QString::number(value, 'g', 2);
    return QString::number(value, 'f', size < 1.0 ? 3 : size < 100.0 ? 2 : 1);
}

void ChartDrawing::setLines(std::vector<Line> lines)
{
    lines_ = std::move(lines);
    series_.assign(lines_.size(), CurveSeries());
    levels_.clear();
    setSmoothing(smoothing_);
}

void ChartDrawing::append(std::size_t line, double seconds, double value)
{
    Q_ASSERT(line < series_.size());
    series_[line].append(seconds, value);
}

void ChartDrawing::clear()
{
    for (CurveSeries& series : series_)
        series.clear();
    levels_.clear();
    marks_.clear();
    chosenMark_.reset();
}

void ChartDrawing::setAxisNames(QString horizontal, QString vertical)
{
    horizontalName_ = std::move(horizontal);
    verticalName_ = std::move(vertical);
}

void ChartDrawing::setSmoothing(double smoothing)
{
    smoothing_ = smoothing;
    for (std::size_t i = 0; i < lines_.size(); ++i)
        series_[i].setSmoothing(lines_[i].curve == Curve::Noisy ? smoothing : 0.0);
}

double ChartDrawing::end() const
{
    return std::accumulate(series_.begin(), series_.end(), kShortest, [](double end, const CurveSeries& series) {
        return series.empty() ? end : std::max(end, series.points().back().x);
    });
}

bool ChartDrawing::hasPoints() const
{
    return std::ranges::any_of(series_, [](const CurveSeries& series) { return !series.empty(); });
}

/// Widens a range to what a line shows in the stretch of time that is seen.
void ChartDrawing::extend(std::size_t line, double& low, double& high) const
{
    const CurveSeries& series = series_[line];
    if (!span_) {
        low = std::min(low, series.lowest());
        high = std::max(high, series.highestSmooth()); // one wild batch must not squeeze the curves
        return;
    }
    for (const CurveSeries::Column& column : series.columns(across_, 1.0)) {
        low = std::min(low, column.low);
        high = std::max(high, column.smooth);
    }
}

std::pair<double, double> ChartDrawing::valueRange() const
{
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (std::size_t i = 0; i < series_.size(); ++i)
        if (!series_[i].empty())
            extend(i, low, high);
    for (const Level& level : levels_) {
        low = std::min(low, level.value);
        high = std::max(high, level.value);
    }
    return roomyRange(low, std::max(low, high), verticalKind_);
}

void ChartDrawing::layOut(QSizeF size, const QFont& font)
{
    size_ = size;
    font_ = font;
    double labels = 0.0; // room for the direct labels at the lines' ends
    const QFontMetricsF metrics(font);
    for (const Line& line : lines_)
        labels = std::max(labels, metrics.horizontalAdvance(line.name + u"  00.00"_s));
    for (const Level& level : levels_)
        labels = std::max(labels, metrics.horizontalAdvance(level.name + u"  00.00"_s));
    labels = std::min(labels, size.width() / 3.0);
    area_ = QRectF(QPointF(), size).adjusted(kLeft, kTop, -labels - measure::kLarge, -kBottom);
    if (!hasPoints())
        return;
    const auto [from, to] = span_.value_or(std::pair{0.0, end()});
    across_ = ChartScale(ScaleKind::Time, from, to, area_.left(), area_.right());
    const auto [low, high] = valueRange();
    up_ = ChartScale(verticalKind_, low, high, area_.bottom(), area_.top());
}

QRectF ChartDrawing::curveClip() const
{
    return area_.adjusted(0, -measure::kTight, 0, 0);
}

void ChartDrawing::paint(QPainter& painter, CurveInk& ink, const Palette& palette, double columnWidth) const
{
    if (!hasPoints())
        return;
    paintGrid(painter, palette);
    paintLevels(painter, palette);
    for (std::size_t i = 0; i < lines_.size(); ++i)
        drawCurve(ink, i, palette, columnWidth);
    painter.setRenderHint(QPainter::Antialiasing, true);
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        paintDots(painter, i, palette);
        paintBest(painter, i, palette);
    }
    paintMarks(painter, palette);
    paintEndLabels(painter, palette);
}

void ChartDrawing::paintGrid(QPainter& painter, const Palette& palette) const
{
    painter.setFont(smallFont(font_));
    for (const ChartScale::Tick& tick : up_.ticks(44.0)) {
        const double y = std::round(up_.pixelOf(tick.value));
        painter.fillRect(QRectF(area_.left(), y, area_.width(), 1.0), faded(palette.line, 0.6));
        painter.setPen(palette.secondaryText);
        painter.drawText(QRectF(0, y - 10, kLeft - measure::kSmall, 20), Qt::AlignRight | Qt::AlignVCenter, tick.label);
    }
    painter.fillRect(QRectF(area_.left(), area_.bottom(), area_.width(), 1.0), palette.line);
    for (const ChartScale::Tick& tick : across_.ticks(96.0)) {
        const double x = std::round(across_.pixelOf(tick.value));
        painter.fillRect(QRectF(x, area_.bottom(), 1.0, 4.0), palette.line);
        painter.setPen(palette.secondaryText);
        painter.drawText(QRectF(x - 40, area_.bottom() + 5, 80, 14), Qt::AlignHCenter | Qt::AlignTop, tick.label);
    }
    painter.setPen(palette.secondaryText);
    painter.drawText(QRectF(0, 4, size_.width() - measure::kLarge, 20), Qt::AlignLeft | Qt::AlignVCenter,
                     verticalName_);
    painter.drawText(QRectF(area_.left(), size_.height() - 18, area_.width(), 16), Qt::AlignRight | Qt::AlignVCenter,
                     horizontalName_);
}

std::vector<CurvePoint> ChartDrawing::pointsOf(std::size_t line, double columnWidth) const
{
    std::vector<CurvePoint> points;
    for (const CurveSeries::Column& column : series_[line].columns(across_, columnWidth))
        points.push_back(
            {across_.pixelOf(column.x), up_.pixelOf(column.smooth), up_.pixelOf(column.high), up_.pixelOf(column.low)});
    return points;
}

void ChartDrawing::drawCurve(CurveInk& ink, std::size_t line, const Palette& palette, double columnWidth) const
{
    const QColor colour = lines_[line].colour(palette);
    const auto points = pointsOf(line, columnWidth);
    if (lines_[line].curve == Curve::Noisy) {
        const auto count = static_cast<double>(std::max<std::size_t>(1, series_[line].size()));
        const double shown = (across_.high() - across_.low()) / end();
        const double width = std::min(kBandPoints * area_.width() / (count * shown), kWidestBand);
        auto spread = width <= columnWidth ? points : pointsOf(line, width);
        for (CurvePoint& point : spread) { // a line where the raw values are few
            point.top -= kLineWidth / 2.0;
            point.bottom += kLineWidth / 2.0;
        }
        ink.band(spread, faded(colour, kBandOpacity));
    }
    ink.line(points, colour, kLineWidth);
}

void ChartDrawing::paintDots(QPainter& painter, std::size_t line, const Palette& palette) const
{
    const auto points = series_[line].points();
    if (lines_[line].curve == Curve::Noisy || static_cast<double>(points.size()) * 10 > size_.width())
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(lines_[line].colour(palette));
    for (const CurveSeries::Point& point : points)
        if (point.x >= across_.low() && point.x <= across_.high())
            painter.drawEllipse(QPointF(across_.pixelOf(point.x), up_.pixelOf(point.y)), 2.2, 2.2);
}

std::optional<std::size_t> ChartDrawing::bestOf(std::size_t line) const
{
    if (lines_[line].best == Best::Unmarked || series_[line].size() < 2)
        return std::nullopt;
    return lines_[line].best == Best::Lowest ? series_[line].lowestIndex() : series_[line].highestIndex();
}

void ChartDrawing::paintBest(QPainter& painter, std::size_t line, const Palette& palette) const
{
    const auto best = bestOf(line);
    if (!best)
        return;
    const CurveSeries::Point point = series_[line].points()[*best];
    const QPointF at(across_.pixelOf(point.x), up_.pixelOf(point.y));
    if (!curveClip().contains(at))
        return;
    painter.setPen(QPen(lines_[line].colour(palette), 2.0));
    painter.setBrush(palette.surface);
    painter.drawEllipse(at, 5.0, 5.0);
    const bool newest = *best + 1 == series_[line].size();
    const auto others = std::views::iota(std::size_t{0}, lines_.size());
    const bool compared = std::ranges::count_if(others, [this](std::size_t other) { return !!bestOf(other); }) > 1;
    if (newest || compared) // the label at the line's end says the same value; several would crowd
        return;
    painter.setFont(smallFont(font_));
    painter.setPen(palette.text);
    const QString text = QCoreApplication::translate("RunChart", "best %1").arg(valueText(point.y));
    const double x = std::clamp(at.x() - 40.0, area_.left(), std::max(area_.left(), area_.right() - 80.0));
    const bool alone = lines_.front().curve == Curve::Sparse && at.y() + 26.0 < area_.bottom();
    const bool above = !alone && at.y() - 26.0 > area_.top(); // what lies below is the training's
    painter.drawText(QRectF(x, above ? at.y() - 25.0 : at.y() + 9.0, 80.0, 16.0), Qt::AlignCenter, text);
}

void ChartDrawing::paintLevels(QPainter& painter, const Palette& palette) const
{
    painter.setPen(QPen(palette.secondaryText, 1.0, Qt::DashLine));
    for (const Level& level : levels_) {
        const double y = std::round(up_.pixelOf(level.value)) + 0.5;
        painter.drawLine(QPointF(area_.left(), y), QPointF(area_.right(), y));
    }
}

std::optional<QPointF> ChartDrawing::placeOfMark(std::size_t mark) const
{
    const double seconds = std::min(marks_[mark], across_.high());
    if (series_.empty() || marks_[mark] < across_.low() || marks_[mark] > std::max(across_.high(), end()))
        return std::nullopt;
    const CurveSeries& series = series_.back().empty() ? series_.front() : series_.back();
    const auto index = series.nearest(seconds);
    if (!index)
        return std::nullopt;
    const double y = std::clamp(up_.pixelOf(series.smoothAt(*index)), area_.top(), area_.bottom());
    return QPointF(across_.pixelOf(seconds), y);
}

/// Diamonds in the colour of what the model makes.
void ChartDrawing::paintMarks(QPainter& painter, const Palette& palette) const
{
    for (std::size_t i = 0; i < marks_.size(); ++i) {
        const auto at = placeOfMark(i);
        if (!at)
            continue;
        const bool chosen = i == chosenMark_;
        const double size = chosen ? kMarkSize + 2.0 : kMarkSize;
        const QPointF corners[] = {*at - QPointF(0, size), *at + QPointF(size, 0), *at + QPointF(0, size),
                                   *at - QPointF(size, 0)};
        painter.setPen(QPen(chosen ? palette.text : palette.surface, 1.5));
        painter.setBrush(palette.made);
        painter.drawPolygon(corners, 4);
    }
}

std::optional<std::size_t> ChartDrawing::markAt(QPointF place) const
{
    std::optional<std::size_t> nearest;
    double reach = kMarkReach;
    for (std::size_t i = 0; hasPoints() && i < marks_.size(); ++i)
        if (const auto at = placeOfMark(i); at && std::hypot(at->x() - place.x(), at->y() - place.y()) <= reach) {
            reach = std::hypot(at->x() - place.x(), at->y() - place.y());
            nearest = i;
        }
    return nearest;
}

void ChartDrawing::paintEndLabels(QPainter& painter, const Palette& palette) const
{
    constexpr double kHeight = 18.0;
    struct Label {
        QString text;
        QColor colour;
        double y;
    };
    std::vector<Label> labels;
    for (std::size_t i = 0; i < lines_.size(); ++i)
        if (!series_[i].empty()) {
            const double newest = series_[i].smoothAt(series_[i].size() - 1);
            labels.push_back(
                {lines_[i].name + u"  "_s + valueText(newest), lines_[i].colour(palette), up_.pixelOf(newest)});
        }
    for (const Level& level : levels_)
        labels.push_back(
            {level.name + u"  "_s + valueText(level.value), palette.secondaryText, up_.pixelOf(level.value)});
    std::ranges::sort(labels, {}, &Label::y);
    double bottom = area_.top() - kHeight; // push labels apart downwards, then back up from the plot's foot
    for (Label& label : labels)
        bottom = label.y = std::max(label.y, bottom + kHeight);
    double top = area_.bottom() - kHeight / 2.0; // below the axis are the names of its ticks
    for (auto label = labels.rbegin(); label != labels.rend(); ++label) {
        label->y = std::min(label->y, top);
        top = label->y - kHeight;
    }
    painter.setFont(font_);
    const double left = area_.right() + measure::kSmall;
    for (const Label& label : labels) {
        painter.setPen(label.colour);
        painter.drawText(QRectF(left, label.y - kHeight / 2.0, size_.width() - left, kHeight),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetricsF(font_).elidedText(label.text, Qt::ElideMiddle, size_.width() - left));
    }
}

QString ChartDrawing::readOutAt(double seconds) const
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

} // namespace cadenza::ui
