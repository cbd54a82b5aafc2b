#include "ui/training/network_diagram.h"

#include "core/encoding/event.h"
#include "ui/style/theme.h"

#include <QLocale>
#include <QPainter>

#include <numeric>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

constexpr double kGap = 34.0, kArrow = 5.0;

QString grouped(std::size_t number)
{
    return QLocale().toString(static_cast<qulonglong>(number));
}

} // namespace

std::size_t parameterCount(const model::NetworkShape& shape)
{
    const auto parameters = model::parametersOf(shape);
    return std::accumulate(parameters.begin(), parameters.end(), std::size_t{0},
                           [](std::size_t sum, const model::ParameterSpec& spec) { return sum + spec.elements(); });
}

NetworkDiagram::NetworkDiagram(QWidget* parent) : QWidget(parent)
{
    setObjectName(u"networkDiagram"_s);
    setAccessibleName(tr("The network"));
    connect(&ThemeNotifier::instance(), &ThemeNotifier::themeChanged, this, [this] { update(); });
}

void NetworkDiagram::setShape(const std::optional<model::NetworkShape>& shape)
{
    shape_ = shape;
    QStringList words;
    for (const Box& box : boxes())
        words << box.name + u' ' + box.size;
    setAccessibleDescription(words.join(u", "_s));
    update();
}

std::vector<NetworkDiagram::Box> NetworkDiagram::boxes() const
{
    if (!shape_)
        return {};
    const auto music = [] { return currentPalette().music; };
    const auto layer = [] { return currentPalette().trainLoss; };
    const auto made = [] { return currentPalette().made; };
    std::vector<Box> boxes{{tr("A note goes in"), tr("%1 numbers").arg(model::NetworkShape::inputSize()),
                            tr("pitch, timing, duration, velocity, pedal, tempo, place in the bar, composer, and what "
                               "the piece recalls"),
                            music}};
    for (int i = 1; i <= shape_->layers; ++i)
        boxes.push_back({tr("LSTM %1").arg(i), tr("%1 cells").arg(shape_->hidden),
                         i == 1 ? tr("remembers what it has heard, as long as it is of use")
                                : tr("remembers what the layer below makes of it"),
                         layer});
    boxes.push_back({tr("The next comes out"),
                     tr("%1 chances")
                         .arg(encoding::kStepClasses + encoding::kPitchClasses + encoding::kDurationClasses
                              + encoding::kVelocityClasses),
                     tr("%1 timings, %2 pitches, %3 durations, %4 velocities, one after the other")
                         .arg(encoding::kStepClasses)
                         .arg(encoding::kPitchClasses)
                         .arg(encoding::kDurationClasses)
                         .arg(encoding::kVelocityClasses),
                     made});
    return boxes;
}

void NetworkDiagram::paintEvent(QPaintEvent*)
{
    const auto parts = boxes();
    if (parts.empty())
        return;
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont small = font();
    small.setPixelSize(measure::kSmallTextPixels);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    const double count = static_cast<double>(parts.size());
    const double wide = (width() - kGap * (count - 1.0)) / count;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const QRectF card(static_cast<double>(i) * (wide + kGap) + 0.5, 0.5, wide - 1.0, height() - 23.0);
        painter.setPen(QPen(parts[i].hue(), 1.5));
        painter.setBrush(palette.surface);
        painter.drawRoundedRect(card, measure::kCardRadius, measure::kCardRadius);
        const QRectF text = card.adjusted(measure::kMedium, measure::kSmall, -measure::kSmall, -measure::kTight);
        painter.setPen(palette.text);
        painter.setFont(bold);
        painter.drawText(text, Qt::AlignLeft | Qt::AlignTop, parts[i].name);
        painter.setFont(font());
        painter.setPen(parts[i].hue());
        painter.drawText(text.adjusted(0, 19, 0, 0), Qt::AlignLeft | Qt::AlignTop, parts[i].size);
        painter.setFont(small);
        painter.setPen(palette.secondaryText);
        painter.drawText(text.adjusted(0, 39, 0, 0), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
                         parts[i].contents);
        if (i + 1 == parts.size())
            continue;
        const QPointF tip(card.right() + kGap - measure::kTight, card.center().y());
        painter.setPen(QPen(palette.secondaryText, 1.5));
        painter.drawLine(QPointF(card.right() + measure::kTight, tip.y()), tip);
        painter.drawLine(tip, tip + QPointF(-kArrow, -kArrow));
        painter.drawLine(tip, tip + QPointF(-kArrow, kArrow));
    }
    painter.setFont(small);
    painter.setPen(palette.secondaryText);
    painter.drawText(QRectF(0, height() - 18.0, width(), 18.0), Qt::AlignLeft | Qt::AlignVCenter,
                     tr("%1 numbers are learnt. Each layer also hears what all layers below it say.")
                         .arg(grouped(parameterCount(*shape_))));
}

} // namespace cadenza::ui

#include "moc_network_diagram.cpp"
