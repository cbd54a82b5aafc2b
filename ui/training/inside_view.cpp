#include "ui/training/inside_view.h"

#include "core/encoding/classes.h"
#include "ui/roll/roll_words.h"
#include "ui/style/theme.h"
#include "ui/style/tool_button.h"
#include "ui/training/network_diagram.h"
#include "ui/training/pitch_bars.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

constexpr double kWorthNaming = 0.005;
constexpr int kTallestBars = 280;

QString quartersText(int units)
{
    const int common = std::gcd(units, encoding::kStepsPerQuarter);
    const int over = units / common, under = encoding::kStepsPerQuarter / common;
    if (under == 1)
        return InsideView::tr("%1 quarters")
            .arg(over)
            .replace(u"1 quarters"_s, over == 1 ? u"1 quarter"_s : u"1 quarters"_s);
    return InsideView::tr("%1/%2 quarter").arg(over).arg(under);
}

QString lengthText(int units, encoding::TimeBase timeBase)
{
    return timeBase == encoding::TimeBase::Beats ? quartersText(units) : InsideView::tr("%1 ms").arg(units * 10);
}

QString stepText(std::size_t step, encoding::TimeBase timeBase)
{
    return step == 0 ? InsideView::tr("together") : lengthText(encoding::stepUnits(timeBase)[step], timeBase);
}

QString durationText(std::size_t duration, encoding::TimeBase timeBase)
{
    return lengthText(encoding::durationUnits(timeBase)[duration], timeBase);
}

/// The three likeliest.
QString likeliest(const std::vector<double>& chances, const std::function<QString(std::size_t)>& nameOf)
{
    std::vector<std::size_t> order(chances.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto shown = std::min<std::size_t>(3, order.size());
    std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(shown), std::ranges::greater{},
                              [&](std::size_t i) { return chances[i]; });
    QStringList words;
    for (std::size_t i = 0; i < shown && (i == 0 || chances[order[i]] >= kWorthNaming); ++i)
        words << nameOf(order[i]) + u' ' + QString::number(std::lround(chances[order[i]] * 100.0)) + u" %"_s;
    return words.join(u", "_s);
}

} // namespace

QString noteWords(const encoding::Event& event, encoding::TimeBase timeBase, int sharps)
{
    const QString when = event.step == 0
                             ? InsideView::tr("together with the one before")
                             : InsideView::tr("%1 after the one before").arg(stepText(event.step, timeBase));
    return InsideView::tr("%1 · %2 · lasts %3 · velocity %4")
        .arg(pitchName(event.pitch, sharps), when, durationText(event.duration, timeBase))
        .arg(encoding::velocityOf(event.velocity));
}

QString likeliestSteps(const generation::Foretelling& foretelling, encoding::TimeBase timeBase)
{
    return likeliest(foretelling.step, [timeBase](std::size_t step) { return stepText(step, timeBase); });
}

QString likeliestDurations(const generation::Foretelling& foretelling, encoding::TimeBase timeBase)
{
    return likeliest(foretelling.duration,
                     [timeBase](std::size_t duration) { return durationText(duration, timeBase); });
}

QString likeliestVelocities(const generation::Foretelling& foretelling)
{
    return likeliest(foretelling.velocity, [](std::size_t velocity) {
        return QString::number(encoding::velocityOf(static_cast<std::uint8_t>(velocity)));
    });
}

InsideView::InsideView(QWidget* parent)
    : QWidget(parent), diagram_(new NetworkDiagram), title_(asHeading(new QLabel)), in_(new QLabel), out_(new QLabel),
      bars_(new PitchBars), earlier_(makeToolButton(this, u"earlierNote"_s, u"left"_s, tr("One note back"))),
      later_(makeToolButton(this, u"laterNote"_s, u"right"_s, tr("One note on"))), slider_(new QSlider(Qt::Horizontal))
{
    setObjectName(u"insideView"_s);
    setAccessibleName(tr("A look inside the model"));
    title_->setTextFormat(Qt::PlainText); // it names a piece
    title_->setWordWrap(true);
    in_->setObjectName(u"noteIn"_s);
    out_->setObjectName(u"noteOut"_s);
    for (QLabel* label : {in_, out_}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::RichText);
    }
    slider_->setObjectName(u"insidePosition"_s);
    slider_->setAccessibleName(tr("Note of the seed"));
    auto* steps = new QHBoxLayout;
    steps->setSpacing(measure::kSmall);
    for (QWidget* part : std::initializer_list<QWidget*>{earlier_, later_})
        steps->addWidget(part);
    steps->addWidget(slider_, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, measure::kSmall, 0, 0);
    column->setSpacing(measure::kMedium);
    column->addWidget(diagram_);
    column->addWidget(title_);
    column->addLayout(steps);
    column->addWidget(in_);
    column->addWidget(bars_, 1);
    column->addWidget(out_);
    column->addStretch();
    bars_->setMaximumHeight(kTallestBars);
    connect(slider_, &QSlider::valueChanged, this, &InsideView::showPosition);
    connect(earlier_, &QToolButton::clicked, this, [this] { slider_->setValue(slider_->value() - 1); });
    connect(later_, &QToolButton::clicked, this, [this] { slider_->setValue(slider_->value() + 1); });
    connect(&ThemeNotifier::instance(), &ThemeNotifier::themeChanged, this, &InsideView::showPosition);
    showNothing({});
}

void InsideView::show(const model::NetworkShape& shape, encoding::TimeBase timeBase,
                      std::vector<generation::Foretelling> foretellings, const Steps& steps)
{
    diagram_->setShape(shape);
    timeBase_ = timeBase;
    sharps_ = steps.sharps;
    foretellings_ = std::move(foretellings);
    title_->setText(tr("Step through %1 and see what it expects").arg(steps.seedName));
    slider_->setRange(0, std::max(0, static_cast<int>(foretellings_.size()) - 1));
    slider_->setValue(slider_->maximum() / 2); // it knows little yet at the first note
    showPosition();
}

void InsideView::showNothing(const QString& why)
{
    foretellings_.clear();
    title_->setText(why);
    slider_->setRange(0, 0);
    showPosition();
}

std::size_t InsideView::position() const
{
    return static_cast<std::size_t>(slider_->value());
}

void InsideView::showPosition()
{
    const bool any = !foretellings_.empty();
    for (QWidget* part : std::initializer_list<QWidget*>{earlier_, later_, slider_, in_, out_, bars_})
        part->setVisible(any);
    if (!any)
        return;
    const generation::Foretelling& now = foretellings_[position()];
    earlier_->setEnabled(position() > 0);
    later_->setEnabled(position() + 1 < foretellings_.size());
    const QString dim = currentPalette().secondaryText.name();
    const auto named = [&dim](const QString& name, const QString& words) {
        return u"<span style='color:%1'>%2</span>&nbsp; %3"_s.arg(dim, name.toHtmlEscaped(), words.toHtmlEscaped());
    };
    in_->setText(named(tr("Note %1 goes in:").arg(position() + 1), noteWords(now.read, timeBase_, sharps_)));
    bars_->show(now.pitch, now.next.pitch, now.read.pitch, sharps_);
    out_->setText(named(tr("It expects the timing"), likeliestSteps(now, timeBase_)) + u"<br>"_s
                  + named(tr("the duration"), likeliestDurations(now, timeBase_)) + u"<br>"_s
                  + named(tr("the velocity"), likeliestVelocities(now)) + u"<br>"_s
                  + u"<span style='color:%1'>%2</span>"_s.arg(
                      currentPalette().music.name(),
                      tr("The music goes on with %1").arg(noteWords(now.next, timeBase_, sharps_)).toHtmlEscaped()));
}

} // namespace cadenza::ui

#include "moc_inside_view.cpp"
