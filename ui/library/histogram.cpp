#include "ui/library/histogram.h"

#include "ui/style/theme.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cadenza::ui {
namespace {

constexpr int kAxisHeight = 20, kTopRoom = 18, kRowHeight = 22, kBarHeight = 8;

QFont smallFigures(const QFont& font)
{
    QFont small = figureFont(font);
    small.setPixelSize(measure::kSmallTextPixels);
    return small;
}

QString number(std::size_t value)
{
    return QLocale().toString(static_cast<qulonglong>(value));
}

} // namespace

Histogram::Histogram(const QString& unit, QWidget* parent) : QWidget(parent), unit_(unit)
{
    setAccessibleName(unit);
    connect(&ThemeNotifier::instance(), &ThemeNotifier::themeChanged, this, qOverload<>(&QWidget::update));
}

void Histogram::setCounts(std::vector<std::size_t> counts, int first, std::vector<std::pair<int, QString>> ticks)
{
    counts_ = std::move(counts);
    first_ = first;
    ticks_ = std::move(ticks);
    const auto most = std::ranges::max_element(counts_);
    if (most != counts_.end() && *most > 0)
        setAccessibleDescription(tr("Most often %1").arg(first_ + static_cast<int>(most - counts_.begin())));
    update();
}

QRect Histogram::plot() const
{
    return rect().adjusted(0, kTopRoom, 0, -kAxisHeight);
}

double Histogram::xOf(int value) const
{
    const double share = (value - first_) / static_cast<double>(std::max<std::size_t>(1, counts_.size()));
    return plot().left() + share * plot().width();
}

void Histogram::paintEvent(QPaintEvent*)
{
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.setFont(smallFigures(font()));
    const QRect area = plot();
    painter.fillRect(QRect(area.left(), area.bottom() + 1, area.width(), 1), palette.line);
    for (const auto& [value, label] : ticks_) {
        const double centre = (xOf(value) + xOf(value + 1)) / 2.0;
        painter.fillRect(QRectF(std::floor(centre), area.bottom() + 1, 1, 4), palette.line);
        const int width = painter.fontMetrics().horizontalAdvance(label);
        const double left = std::clamp(centre - width / 2.0, 0.0, std::max(0.0, double(this->width() - width)));
        painter.setPen(palette.secondaryText);
        painter.drawText(QRectF(left, area.bottom() + 5, width + 1, kAxisHeight - 5), Qt::AlignCenter, label);
    }
    const auto most = std::ranges::max_element(counts_);
    if (most == counts_.end() || *most == 0)
        return;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
        const double left = std::floor(xOf(first_ + static_cast<int>(i)));
        const double right = std::floor(xOf(first_ + static_cast<int>(i) + 1));
        const double height = area.height() * static_cast<double>(counts_[i]) / static_cast<double>(*most);
        const double gap = right - left >= 3.0 ? 1.0 : 0.0;
        if (counts_[i] > 0)
            painter.fillRect(QRectF(left, area.bottom() + 1 - std::max(1.0, std::round(height)),
                                    std::max(1.0, right - left - gap), std::max(1.0, std::round(height))),
                             palette.music);
    }
    painter.setPen(palette.secondaryText);
    painter.drawText(QRect(0, 0, width(), kTopRoom), Qt::AlignRight | Qt::AlignVCenter,
                     tr("most: %1 notes").arg(number(*most)));
}

NamedBars::NamedBars(const QString& name, QWidget* parent) : QWidget(parent)
{
    setAccessibleName(name);
    connect(&ThemeNotifier::instance(), &ThemeNotifier::themeChanged, this, qOverload<>(&QWidget::update));
}

void NamedBars::setRows(std::vector<Row> rows)
{
    if (rows.size() > kMostRows) {
        const auto rest = rows.begin() + kMostRows - 1;
        const std::size_t amount = std::accumulate(rest, rows.end(), std::size_t{0},
                                                   [](std::size_t sum, const Row& row) { return sum + row.amount; });
        *rest = {tr("%1 others").arg(rows.end() - rest), amount};
        rows.erase(rest + 1, rows.end());
    }
    rows_ = std::move(rows);
    QStringList words;
    for (const Row& row : rows_)
        words << row.name + u' ' + number(row.amount);
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QSize NamedBars::sizeHint() const
{
    return {420, std::max(1, static_cast<int>(rows_.size())) * kRowHeight};
}

void NamedBars::paintEvent(QPaintEvent*)
{
    if (rows_.empty())
        return;
    const Palette& palette = currentPalette();
    QPainter painter(this);
    const QFont figures = smallFigures(font());
    int nameWidth = 0;
    int figureWidth = 0;
    std::size_t most = 1;
    for (const Row& row : rows_) {
        nameWidth = std::max(nameWidth, fontMetrics().horizontalAdvance(row.name));
        figureWidth = std::max(figureWidth, QFontMetrics(figures).horizontalAdvance(number(row.amount)));
        most = std::max(most, row.amount);
    }
    nameWidth = std::min(nameWidth + 1, width() / 3);
    const int left = nameWidth + measure::kMedium;
    const int room = std::max(8, width() - left - figureWidth - measure::kSmall);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const int top = static_cast<int>(i) * kRowHeight;
        painter.setFont(font());
        painter.setPen(palette.text);
        painter.drawText(QRect(0, top, nameWidth, kRowHeight), Qt::AlignLeft | Qt::AlignVCenter,
                         fontMetrics().elidedText(rows_[i].name, Qt::ElideRight, nameWidth));
        const int length =
            std::max(1, static_cast<int>(room * static_cast<double>(rows_[i].amount) / static_cast<double>(most)));
        painter.fillRect(QRect(left, top + (kRowHeight - kBarHeight) / 2, length, kBarHeight), palette.music);
        painter.setFont(figures);
        painter.setPen(palette.secondaryText);
        painter.drawText(QRect(left + length + measure::kSmall, top, figureWidth + 1, kRowHeight),
                         Qt::AlignLeft | Qt::AlignVCenter, number(rows_[i].amount));
    }
}

} // namespace cadenza::ui
