#include "ui/training/accuracy_bars.h"

#include "ui/style/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace cadenza::ui {
namespace {

constexpr int kRowHeight = 22, kTitleHeight = 18, kNameWidth = 64, kFigureWidth = 44, kBarHeight = 6;

} // namespace

AccuracyBars::AccuracyBars(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("accuracyBars"));
    setAccessibleName(tr("Notes predicted exactly"));
    setToolTip(tr("How often the model predicted exactly what came next. Filled: music it has not trained on. "
                  "Blue mark: music it trains on. Gap: what always guessing the most common one would get."));
    connect(&ThemeNotifier::instance(), &ThemeNotifier::themeChanged, this, [this] { update(); });
}

void AccuracyBars::setRows(std::vector<Row> rows)
{
    const bool sameHeight = rows.size() == rows_.size();
    rows_ = std::move(rows);
    if (!sameHeight)
        updateGeometry();
    QStringList words;
    for (const Row& row : rows_)
        if (row.validation >= 0.0)
            words += QStringLiteral("%1 %2 %").arg(row.name).arg(std::lround(row.validation * 100.0));
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    update();
}

QSize AccuracyBars::sizeHint() const
{
    return {280, kTitleHeight + static_cast<int>(rows_.size()) * kRowHeight};
}

QSize AccuracyBars::minimumSizeHint() const
{
    return {180, sizeHint().height()};
}

void AccuracyBars::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    QFont small = font();
    small.setPixelSize(measure::kSmallTextPixels);
    painter.setFont(small);
    painter.setPen(currentPalette().secondaryText);
    painter.drawText(QRect(0, 0, width(), kTitleHeight - 2), Qt::AlignLeft | Qt::AlignVCenter,
                     tr("Notes predicted exactly"));
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t i = 0; i < rows_.size(); ++i)
        paintRow(painter, rows_[i], kTitleHeight + static_cast<int>(i) * kRowHeight);
}

void AccuracyBars::paintRow(QPainter& painter, const Row& row, int top) const
{
    const Palette& palette = currentPalette();
    painter.setFont(font());
    painter.setPen(palette.text);
    painter.drawText(QRect(0, top, kNameWidth, kRowHeight), Qt::AlignLeft | Qt::AlignVCenter, row.name);
    const double shown = row.validation >= 0.0 ? row.validation : row.training;
    painter.setFont(figureFont(font()));
    painter.setPen(shown >= 0.0 ? palette.text : palette.disabledText);
    painter.drawText(QRect(width() - kFigureWidth, top, kFigureWidth, kRowHeight), Qt::AlignRight | Qt::AlignVCenter,
                     shown >= 0.0 ? QStringLiteral("%1 %").arg(std::lround(shown * 100.0)) : QStringLiteral("–"));

    const QRectF track(kNameWidth + measure::kSmall, top + (kRowHeight - kBarHeight) / 2.0,
                       width() - kNameWidth - kFigureWidth - measure::kLarge, kBarHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.line);
    painter.drawRoundedRect(track, kBarHeight / 2.0, kBarHeight / 2.0);
    if (row.validation > 0.0) {
        QRectF filled = track;
        filled.setWidth(std::max<double>(kBarHeight, track.width() * std::min(row.validation, 1.0)));
        painter.setBrush(palette.validLoss);
        painter.drawRoundedRect(filled, kBarHeight / 2.0, kBarHeight / 2.0);
    }
    if (row.guessing >= 0.0) {
        const double x = std::round(track.left() + track.width() * std::min(row.guessing, 1.0));
        painter.setBrush(palette.window);
        painter.drawRect(QRectF(x - 1.0, track.top() - 1.0, 2.0, kBarHeight + 2.0));
    }
    if (row.training >= 0.0) {
        const double x = std::round(track.left() + track.width() * std::min(row.training, 1.0));
        painter.setBrush(palette.trainLoss);
        painter.drawRect(QRectF(x - 1.0, track.top() - 3.0, 2.0, kBarHeight + 6.0));
    }
}

} // namespace cadenza::ui

#include "moc_accuracy_bars.cpp"
