#include "ui/training/pitch_bars.h"

#include "ui/roll/roll_raster.h"
#include "ui/roll/roll_words.h"
#include "ui/style/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

constexpr int kLowest = 21, kHighest = 108; ///< the keys of a piano
constexpr double kKeys = 34.0;              ///< height of the keyboard
constexpr double kLabel = 16.0;

QString percent(double share)
{
    return share < 0.01 ? QString::number(share * 100.0, 'g', 2) + u" %"_s
                        : QString::number(std::lround(share * 100.0)) + u" %"_s;
}

} // namespace

PitchBars::PitchBars(QWidget* parent) : QWidget(parent)
{
    setObjectName(u"pitchBars"_s);
    setAccessibleName(tr("Chances of the next pitch"));
    connect(&ThemeNotifier::instance(), &ThemeNotifier::themeChanged, this, [this] { update(); });
}

void PitchBars::show(std::vector<double> chances, int next, int read, int sharps)
{
    chances_ = std::move(chances);
    next_ = next;
    read_ = read;
    sharps_ = sharps;
    if (!chances_.empty()) {
        const auto likeliest = std::ranges::max_element(chances_);
        setAccessibleDescription(tr("Most likely %1 with %2; the music goes on with %3, which had %4")
                                     .arg(pitchName(static_cast<int>(likeliest - chances_.begin()), sharps_),
                                          percent(*likeliest), pitchName(next, sharps_),
                                          percent(chances_[static_cast<std::size_t>(next)])));
    }
    update();
}

double PitchBars::keyWidth() const
{
    return width() / (kHighest - kLowest + 1.0);
}

double PitchBars::leftOf(int pitch) const
{
    return (pitch - kLowest) * keyWidth();
}

std::optional<int> PitchBars::keyAt(double x) const
{
    const int pitch = kLowest + static_cast<int>(std::floor(x / keyWidth()));
    return pitch >= kLowest && pitch <= kHighest ? std::optional(pitch) : std::nullopt;
}

QString PitchBars::labelOf(int pitch) const
{
    return pitchName(pitch, sharps_) + u' ' + percent(chances_[static_cast<std::size_t>(pitch)]);
}

void PitchBars::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintKeyboard(painter);
    if (chances_.empty())
        return;
    paintBars(painter);
    paintLabels(painter);
}

void PitchBars::paintKeyboard(QPainter& painter) const
{
    const Palette& palette = currentPalette();
    for (int pitch = kLowest; pitch <= kHighest; ++pitch) {
        const QRectF key(leftOf(pitch), height() - kKeys, keyWidth(), isBlackKey(pitch) ? kKeys * 0.62 : kKeys);
        painter.setPen(QPen(palette.line, 1.0));
        painter.setBrush(pitch == read_ ? palette.secondaryText : isBlackKey(pitch) ? palette.line : palette.surface);
        painter.drawRect(key);
    }
}

void PitchBars::paintBars(QPainter& painter) const
{
    const Palette& palette = currentPalette();
    const double floor = height() - kKeys;
    const double tallest = *std::ranges::max_element(chances_);
    painter.setPen(Qt::NoPen);
    for (int pitch = kLowest; pitch <= kHighest; ++pitch) {
        const double high = (floor - 2.0 * kLabel) * chances_[static_cast<std::size_t>(pitch)] / tallest;
        painter.setBrush(pitch == next_ ? palette.music : palette.made);
        painter.drawRect(QRectF(leftOf(pitch) + 1.0, floor - high, keyWidth() - 2.0, high));
    }
}

/// Both stand above all bars, so that none is drawn over: the likeliest on its bar, the music's own above it, with a
/// line down to its key.
void PitchBars::paintLabels(QPainter& painter) const
{
    const Palette& palette = currentPalette();
    QFont small = font();
    small.setPixelSize(measure::kSmallTextPixels);
    painter.setFont(small);
    const QFontMetricsF metrics(small);
    const int likeliest = static_cast<int>(std::ranges::max_element(chances_) - chances_.begin());
    const auto label = [&](int pitch, const QColor& colour, double top) {
        const double wide = metrics.horizontalAdvance(labelOf(pitch)) + 2.0;
        const double middle = leftOf(pitch) + keyWidth() / 2.0;
        painter.setPen(colour);
        painter.drawText(QRectF(std::clamp(middle - wide / 2.0, 0.0, std::max(0.0, width() - wide)), top, wide, kLabel),
                         Qt::AlignCenter, labelOf(pitch));
    };
    if (likeliest == next_)
        return label(next_, palette.music, kLabel);
    label(likeliest, palette.made, kLabel);
    if (next_ < kLowest || next_ > kHighest)
        return;
    label(next_, palette.music, 0.0);
    const double near = std::abs(leftOf(next_) - leftOf(likeliest));
    const double from = near < metrics.horizontalAdvance(labelOf(likeliest)) / 2.0 + keyWidth() ? 2.0 * kLabel : kLabel;
    const double floor = height() - kKeys;
    const double high = (floor - 2.0 * kLabel) * chances_[static_cast<std::size_t>(next_)]
                        / chances_[static_cast<std::size_t>(likeliest)];
    painter.setPen(QPen(palette.music, 1.0, Qt::DotLine));
    const double x = leftOf(next_) + keyWidth() / 2.0;
    painter.drawLine(QPointF(x, from), QPointF(x, floor - high));
}

bool PitchBars::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && !chances_.empty()) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (const auto pitch = keyAt(help->pos().x()))
            QToolTip::showText(help->globalPos(), labelOf(*pitch), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace cadenza::ui

#include "moc_pitch_bars.cpp"
