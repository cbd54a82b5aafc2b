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

void PitchBars::show(std::vector<double> chances, int next, int read)
{
    chances_ = std::move(chances);
    next_ = next;
    read_ = read;
    if (!chances_.empty()) {
        const auto likeliest = std::ranges::max_element(chances_);
        setAccessibleDescription(tr("Most likely %1 with %2; the music goes on with %3, which had %4")
                                     .arg(pitchName(static_cast<int>(likeliest - chances_.begin())),
                                          percent(*likeliest), pitchName(next),
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

void PitchBars::paintEvent(QPaintEvent*)
{
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double floor = height() - kKeys;
    for (int pitch = kLowest; pitch <= kHighest; ++pitch) {
        const QRectF key(leftOf(pitch), floor, keyWidth(), isBlackKey(pitch) ? kKeys * 0.62 : kKeys);
        painter.setPen(QPen(palette.line, 1.0));
        painter.setBrush(pitch == read_ ? palette.secondaryText : isBlackKey(pitch) ? palette.line : palette.surface);
        painter.drawRect(key);
    }
    if (chances_.empty())
        return;
    QFont small = font();
    small.setPixelSize(measure::kSmallTextPixels);
    painter.setFont(small);
    const double tallest = *std::ranges::max_element(chances_);
    const double room = floor - 2.0 * kLabel;
    painter.setPen(Qt::NoPen);
    for (int pitch = kLowest; pitch <= kHighest; ++pitch) {
        const double high = room * chances_[static_cast<std::size_t>(pitch)] / tallest;
        const QRectF bar(leftOf(pitch) + 1.0, floor - high, keyWidth() - 2.0, high);
        painter.setBrush(pitch == next_ ? palette.music : palette.made);
        painter.drawRect(bar);
    }
    const int likeliest = static_cast<int>(std::ranges::max_element(chances_) - chances_.begin());
    const bool right = likeliest == next_; // else the two labels make way for each other
    const auto label = [&](int pitch, const QColor& colour, Qt::Alignment side) {
        const double chance = chances_[static_cast<std::size_t>(pitch)];
        const double top = floor - room * chance / tallest;
        const double middle = leftOf(pitch) + keyWidth() / 2.0;
        const double left = side & Qt::AlignRight  ? middle - 204.0
                            : side & Qt::AlignLeft ? middle + 4.0
                                                   : middle - 100.0;
        painter.setPen(colour);
        painter.drawText(QRectF(left, top - kLabel, 200.0, kLabel), side | Qt::AlignVCenter,
                         pitchName(pitch) + u' ' + percent(chance));
    };
    const Qt::Alignment before = likeliest < next_ ? Qt::AlignRight : Qt::AlignLeft;
    label(likeliest, right ? palette.music : palette.made, right ? Qt::AlignHCenter : before);
    if (!right && next_ >= kLowest && next_ <= kHighest)
        label(next_, palette.music, likeliest < next_ ? Qt::AlignLeft : Qt::AlignRight);
}

bool PitchBars::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && !chances_.empty()) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (const auto pitch = keyAt(help->pos().x()))
            QToolTip::showText(help->globalPos(),
                               pitchName(*pitch) + u' ' + percent(chances_[static_cast<std::size_t>(*pitch)]), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace cadenza::ui

#include "moc_pitch_bars.cpp"
