#include "ui/compose/take_inspector.h"

#include "ui/compose/gauge_strip.h"
#include "ui/roll/roll_words.h"
#include "ui/style/icon.h"
#include "ui/style/setting_row.h"
#include "ui/style/side_scroll.h"
#include "ui/style/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

QPushButton* button(const QString& name, const QString& iconName, const QString& words)
{
    auto* made = new QPushButton(icon(iconName), words);
    made->setObjectName(name);
    made->setAccessibleName(words);
    return made;
}

QLabel* section(const QString& words)
{
    return asHeading(new QLabel(words));
}

} // namespace

TakeInspector::TakeInspector(QWidget* parent)
    : QWidget(parent), name_(asHeading(new QLabel)), descent_(explanationLabel({}))
{
    setObjectName(u"takeInspector"_s);
    setAccessibleName(tr("The chosen take"));
    asSurface(this);
    auto* contents = new QWidget;
    contents->setProperty("plain", true);
    auto* column = new QVBoxLayout(contents);
    column->setContentsMargins(measure::kLarge, measure::kMedium, measure::kLarge, measure::kLarge);
    column->setSpacing(measure::kSmall);
    name_->setObjectName(u"inspectedName"_s);
    name_->setWordWrap(true);
    descent_->setObjectName(u"inspectedDescent"_s);
    column->addWidget(name_);
    column->addWidget(descent_);
    addSteering(column);
    addMeasures(column);
    addSettings(column);
    column->addStretch();
    auto* scroll = sideScroll(u"takeInspectorScroll"_s, tr("The chosen take"), contents);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
    setTake({}, {}, {});
    setPlace({}, {});
    setStretch({});
    setOrigin({});
}

void TakeInspector::addSteering(QVBoxLayout* column)
{
    column->addSpacing(measure::kSmall);
    column->addWidget(section(tr("Go on differently")));
    place_ = explanationLabel({});
    place_->setObjectName(u"cutPlace"_s);
    continue_ = button(u"continueFromHere"_s, u"cut"_s, tr("Cut and continue"));
    continue_->setToolTip(tr("Keep what comes before the marked note and let the model go on from there"));
    alternativesHead_ = explanationLabel(tr("In place of the marked note the model would have liked:"));
    column->addWidget(place_);
    column->addWidget(continue_);
    column->addWidget(alternativesHead_);
    auto* choices = new QHBoxLayout;
    choices->setSpacing(measure::kTight);
    for (std::size_t i = 0; i < alternatives_.size(); ++i) {
        alternatives_[i] = button(u"alternative%1"_s.arg(i + 1), {}, {});
        alternatives_[i]->setAccessibleName(tr("Go on from another note"));
        alternatives_[i]->setIcon({});
        alternatives_[i]->setStyleSheet(u"padding: 1px 2px; font-size: %1px"_s.arg(measure::kSmallTextPixels));
        connect(alternatives_[i], &QPushButton::clicked, this,
                [this, i] { Q_EMIT alternativeWanted(alternatives_[i]->property("pitch").toInt()); });
        choices->addWidget(alternatives_[i], 1);
    }
    column->addLayout(choices);
    stretch_ = explanationLabel({});
    stretch_->setObjectName(u"redrawStretch"_s);
    redraw_ = button(u"redrawStretchButton"_s, u"dice"_s, tr("Draw the stretch anew"));
    redraw_->setToolTip(tr("Many are drawn, and those are kept after which the model finds what follows likeliest"));
    column->addWidget(stretch_);
    column->addWidget(redraw_);
    whose_ = new QComboBox;
    whose_->setObjectName(u"whoseSettings"_s);
    whose_->setAccessibleName(tr("Settings to go on with"));
    whose_->addItems({tr("as “Next takes” says"), tr("as this take was made")});
    auto* line = new QHBoxLayout;
    line->addWidget(new QLabel(tr("Settings")));
    line->addWidget(whose_, 1);
    count_ = new NumberRow(
        {u"steeredCount"_s, tr("How many"), tr("They stand below this take, as its branches."), 2, 1, 8, 1, 0});
    column->addLayout(line);
    column->addWidget(count_);
    connect(continue_, &QPushButton::clicked, this, &TakeInspector::continueWanted);
    connect(redraw_, &QPushButton::clicked, this, &TakeInspector::redrawWanted);
}

void TakeInspector::addMeasures(QVBoxLayout* column)
{
    column->addSpacing(measure::kSmall);
    column->addWidget(section(tr("What the measures say")));
    origin_ = explanationLabel({});
    origin_->setObjectName(u"inspectedOrigin"_s);
    source_ = button(u"showSource"_s, u"library"_s, tr("Show where"));
    source_->setToolTip(tr("Show that bar in the library"));
    gaugeColumn_ = new QVBoxLayout;
    gaugeColumn_->setSpacing(measure::kMedium);
    column->addWidget(origin_);
    column->addWidget(source_);
    column->addLayout(gaugeColumn_);
    connect(source_, &QPushButton::clicked, this, [this] {
        if (passage_)
            Q_EMIT sourceWanted(QString::fromStdString(passage_->piece), static_cast<int>(passage_->bar));
    });
}

void TakeInspector::addSettings(QVBoxLayout* column)
{
    column->addSpacing(measure::kSmall);
    column->addWidget(section(tr("Made with")));
    settings_ = explanationLabel({});
    settings_->setObjectName(u"inspectedSettings"_s);
    settings_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* again = button(u"useSettingsAgain"_s, u"settings"_s, tr("Use these settings again"));
    again->setToolTip(tr("Seed, random seed and every dial as they were: Generate then makes exactly this take again"));
    column->addWidget(settings_);
    column->addWidget(again);
    connect(again, &QPushButton::clicked, this, &TakeInspector::settingsWanted);
}

void TakeInspector::setTake(const QString& name, const QString& descent, const QString& settings)
{
    name_->setText(name);
    descent_->setText(descent);
    settings_->setText(settings);
}

void TakeInspector::setGauges(const std::vector<Gauge>& gauges)
{
    while (gauges_.size() < gauges.size()) {
        gauges_.push_back(new GaugeRow);
        gaugeColumn_->addWidget(gauges_.back());
    }
    for (std::size_t i = 0; i < gauges_.size(); ++i) {
        gauges_[i]->setVisible(i < gauges.size());
        if (i < gauges.size())
            gauges_[i]->setGauge(gauges[i]);
    }
}

void TakeInspector::setOrigin(const std::optional<TakeOrigin>& origin)
{
    passage_ = origin ? origin->resemblance.passage : std::nullopt;
    origin_->setText(origin ? origin->sentence()
                            : tr("What it copied is known while the model that made it is the one in use."));
    source_->setVisible(passage_.has_value());
    if (passage_)
        source_->setText(passage_->bar > 0 ? tr("Show bar %1 in the library").arg(passage_->bar)
                                           : tr("Show the piece in the library"));
    source_->setAccessibleName(source_->text());
}

void TakeInspector::setPlace(const QString& place, const std::vector<generation::Alternative>& alternatives)
{
    place_->setText(place.isEmpty() ? tr("Click a note in the roll below the takes: that is where it can go on "
                                         "differently.")
                                    : tr("Marked: %1").arg(place));
    continue_->setEnabled(!place.isEmpty());
    alternativesHead_->setVisible(!alternatives.empty());
    for (std::size_t i = 0; i < alternatives_.size(); ++i) {
        QPushButton* choice = alternatives_[i];
        choice->setVisible(i < alternatives.size());
        if (i >= alternatives.size())
            continue;
        const QString pitch = pitchName(alternatives[i].pitch);
        const int percent = qRound(100.0F * alternatives[i].probability);
        choice->setProperty("pitch", int{alternatives[i].pitch});
        choice->setText(u"%1\n%2 %"_s.arg(pitch).arg(percent));
        choice->setAccessibleName(tr("Go on from %1, probability %2 %").arg(pitch).arg(percent));
        choice->setToolTip(choice->accessibleName());
    }
}

void TakeInspector::setStretch(const QString& stretch)
{
    stretch_->setText(stretch.isEmpty()
                          ? tr("Drag along the roll's ruler: that stretch repeats, and can be drawn anew.")
                          : tr("Marked on the ruler: %1").arg(stretch));
    redraw_->setEnabled(!stretch.isEmpty());
}

WhoseSettings TakeInspector::whoseSettings() const
{
    return whose_->currentIndex() == 0 ? WhoseSettings::Controls : WhoseSettings::Takes;
}

std::size_t TakeInspector::count() const
{
    return static_cast<std::size_t>(count_->value());
}

} // namespace cadenza::ui

#include "moc_take_inspector.cpp"
