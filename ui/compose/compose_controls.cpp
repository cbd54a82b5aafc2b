#include "ui/compose/compose_controls.h"

#include "ui/compose/daring.h"
#include "ui/style/foldout.h"
#include "ui/style/icon.h"
#include "ui/style/setting_row.h"
#include "ui/style/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRandomGenerator>
#include <QRegularExpressionValidator>
#include <QScrollArea>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

constexpr int kSteps = 100;                  ///< of a slider
constexpr double kSparsest = 1.0;            ///< nats per doubling of a step at the calm end
constexpr quint32 kLargestDrawn = 1'000'000; ///< short enough to be read out and typed

using generation::GenerationSettings;

} // namespace

ComposeControls::ComposeControls(QWidget* parent) : QWidget(parent)
{
    setObjectName(u"composeControls"_s);
    setAccessibleName(tr("How to compose"));
    asSurface(this);
    auto* contents = new QWidget;
    contents->setProperty("plain", true);
    auto* column = new QVBoxLayout(contents);
    column->setContentsMargins(measure::kLarge, measure::kLarge, measure::kLarge, measure::kLarge);
    column->setSpacing(measure::kMedium);
    addAmounts(column);
    addCharacter(column);
    addRandomSeed(column);
    addDials(column);
    column->addStretch();

    auto* scroll = new QScrollArea;
    scroll->setObjectName(u"composeControlsScroll"_s);
    scroll->setAccessibleName(tr("Compose settings"));
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(contents);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
    setMinimumWidth(260);
    setComposers({});
    takeOnDaring();
}

void ComposeControls::addAmounts(QVBoxLayout* column)
{
    column->addWidget(asHeading(new QLabel(tr("Takes"))));
    takes_ = new NumberRow(
        {u"takeCount"_s, tr("How many"), tr("Made side by side, to compare by eye and ear."), 4, 1, 8, 1, 0});
    notes_ = new NumberRow({u"takeLength"_s, tr("Length"), tr("Notes that each take adds to the seed."), 200, 16, 4000,
                            50, 0, tr("notes")});
    column->addWidget(takes_);
    column->addWidget(notes_);
    cadence_ = new ToggleRow(u"takeCadence"_s, tr("Close with a cadence"),
                             tr("Ends on a final chord near that length instead of breaking off."), false);
    column->addWidget(cadence_);
    composer_ = new QComboBox;
    composer_->setObjectName(u"composerStyle"_s);
    composer_->setAccessibleName(tr("In the style of"));
    auto* line = new QHBoxLayout;
    line->addWidget(new QLabel(tr("In the style of")), 1);
    line->addWidget(composer_);
    column->addLayout(line);
}

QSlider* ComposeControls::addSlider(QVBoxLayout* column, const QString& objectName, const QString& from,
                                    const QString& to)
{
    auto* slider = new QSlider(Qt::Horizontal);
    slider->setObjectName(objectName);
    slider->setAccessibleName(tr("%1 to %2").arg(from, to.toLower()));
    slider->setRange(0, kSteps);
    slider->setValue(kSteps / 2);
    slider->setPageStep(10);
    auto* ends = new QHBoxLayout;
    ends->addWidget(explanationLabel(from));
    auto* right = explanationLabel(to);
    right->setAlignment(Qt::AlignRight);
    ends->addWidget(right);
    column->addWidget(slider);
    column->addLayout(ends);
    return slider;
}

void ComposeControls::addCharacter(QVBoxLayout* column)
{
    auto* head = new QHBoxLayout;
    head->addWidget(asHeading(new QLabel(tr("Character"))), 1);
    daringWords_ = asSecondary(new QLabel);
    daringWords_->setObjectName(u"daringWords"_s);
    head->addWidget(daringWords_);
    auto* group = new QVBoxLayout;
    group->setSpacing(2);
    group->addLayout(head);
    daring_ = addSlider(group, u"daring"_s, tr("Faithful"), tr("Adventurous"));
    group->addSpacing(measure::kTight);
    density_ = addSlider(group, u"density"_s, tr("Calm"), tr("Busy"));
    characterValues_ = explanationLabel({});
    characterValues_->setObjectName(u"characterValues"_s);
    group->addSpacing(measure::kTight);
    group->addWidget(characterValues_);
    column->addSpacing(measure::kSmall);
    column->addLayout(group);
    connect(daring_, &QSlider::valueChanged, this, &ComposeControls::takeOnDaring);
    connect(density_, &QSlider::valueChanged, this, &ComposeControls::showCharacter);
}

double ComposeControls::sparseness() const
{
    return kSparsest * (1.0 - 2.0 * density_->value() / kSteps);
}

void ComposeControls::addRandomSeed(QVBoxLayout* column)
{
    randomSeed_ = new QLineEdit(u"1"_s);
    randomSeed_->setObjectName(u"randomSeed"_s);
    randomSeed_->setAccessibleName(tr("Random seed"));
    randomSeed_->setValidator(new QRegularExpressionValidator(QRegularExpression(u"\\d{1,19}"_s), randomSeed_));
    randomSeed_->setAlignment(Qt::AlignRight);
    randomSeed_->setFont(figureFont(randomSeed_->font()));
    const auto button = [](const QString& name, const QString& words, const QString& iconName) {
        auto* made = new QToolButton;
        made->setObjectName(name);
        made->setAccessibleName(words);
        made->setToolTip(words);
        made->setIcon(icon(iconName, Tint::Secondary));
        return made;
    };
    auto* dice = button(u"rollRandomSeed"_s, tr("Draw another random seed"), u"dice"_s);
    lock_ = button(u"lockRandomSeed"_s, tr("Keep this random seed"), u"unlock"_s);
    lock_->setCheckable(true);
    connect(dice, &QToolButton::clicked, this, [this] {
        lock_->setChecked(false);
        drawRandomSeed();
    });
    connect(lock_, &QToolButton::toggled, this,
            [this](bool locked) { lock_->setIcon(icon(locked ? u"lock"_s : u"unlock"_s, Tint::Secondary)); });
    auto* line = new QHBoxLayout;
    line->setSpacing(measure::kTight);
    line->addWidget(new QLabel(tr("Random seed")), 1);
    line->addWidget(randomSeed_);
    randomSeed_->setFixedWidth(96);
    line->addWidget(dice);
    line->addWidget(lock_);
    auto* group = new QVBoxLayout;
    group->setSpacing(2);
    group->addLayout(line);
    group->addWidget(explanationLabel(tr("Lock it to get exactly the same takes again.")));
    column->addSpacing(measure::kSmall);
    column->addLayout(group);
}

void ComposeControls::addDials(QVBoxLayout* column)
{
    expert_ = new Foldout(tr("Expert settings"), u"composeExpert"_s);
    column->addWidget(expert_);
    const auto temperature = [this](const QString& key, const QString& label, const QString& explanation,
                                    generation::AttributeSampling GenerationSettings::* part) {
        addDial(key + u"Temperature"_s, label, explanation, 0.05, 3.0, 0.05,
                [part](GenerationSettings& s) -> double& { return (s.*part).temperature; });
    };
    const auto nucleus = [this](const QString& key, const QString& label, const QString& explanation,
                                generation::AttributeSampling GenerationSettings::* part) {
        addDial(key + u"Nucleus"_s, label, explanation, 0.05, 1.0, 0.01,
                [part](GenerationSettings& s) -> double& { return (s.*part).topP; });
    };
    guard_ = new ToggleRow(u"loopGuard"_s, tr("Repetition guard"),
                           tr("Steps in when a take begins to turn in circles."), true);
    expert_->contents()->addWidget(guard_);
    temperature(u"pitch"_s, tr("Pitch temperature"), tr("Above 1 unlikely pitches become likelier."),
                &GenerationSettings::pitch);
    addDial(u"pitchThreshold"_s, tr("Pitch threshold"),
            tr("Pitches rarer than this share of the likeliest are left out."), 0.0, 0.5, 0.01,
            [](GenerationSettings& s) -> double& { return s.pitch.minP; });
    nucleus(u"pitch"_s, tr("Pitch nucleus"), tr("Only the likeliest pitches with this total probability."),
            &GenerationSettings::pitch);
    temperature(u"step"_s, tr("Timing temperature"), tr("How freely the next onset is placed."),
                &GenerationSettings::step);
    nucleus(u"step"_s, tr("Timing nucleus"), tr("Only the likeliest onsets with this total probability."),
            &GenerationSettings::step);
    temperature(u"duration"_s, tr("Duration temperature"), tr("How freely lengths are chosen."),
                &GenerationSettings::duration);
    nucleus(u"duration"_s, tr("Duration nucleus"), tr("Only the likeliest lengths with this total probability."),
            &GenerationSettings::duration);
    temperature(u"velocity"_s, tr("Velocity temperature"), tr("How freely the touch changes."),
                &GenerationSettings::velocity);
    temperature(u"tempo"_s, tr("Tempo temperature"), tr("How freely the tempo changes."), &GenerationSettings::tempo);
    temperature(u"pedal"_s, tr("Pedal temperature"), tr("How freely the pedal is used."), &GenerationSettings::pedal);
}

void ComposeControls::addDial(const QString& objectName, const QString& label, const QString& explanation,
                              double lowest, double highest, double step, Field field)
{
    GenerationSettings usual = settingsFor(0.5);
    auto* row = new NumberRow({objectName, label, explanation, field(usual), lowest, highest, step, 2});
    expert_->contents()->addWidget(row);
    connect(row, &NumberRow::changed, this, [this, field](double value) {
        if (showing_)
            return;
        field(settings_) = value;
        showCharacter();
    });
    dials_.push_back({row, std::move(field)});
}

void ComposeControls::takeOnDaring()
{
    showSettings(settingsFor(daring_->value() / static_cast<double>(kSteps)));
    showCharacter();
}

void ComposeControls::showSettings(const GenerationSettings& settings)
{
    settings_ = settings;
    showing_ = true;
    for (const Dial& dial : dials_)
        dial.row->setStandard(dial.field(settings_));
    showing_ = false;
}

void ComposeControls::showCharacter()
{
    const double daring = daring_->value() / static_cast<double>(kSteps);
    GenerationSettings expected = settingsFor(daring);
    const bool own = std::ranges::any_of(
        dials_, [&](const Dial& dial) { return std::abs(dial.field(expected) - dial.field(settings_)) > 1e-9; });
    daringWords_->setText(own ? tr("own settings") : wordsFor(daring));
    QString values = tr("Temperature %1 for pitches, %2 for timing.")
                         .arg(settings_.pitch.temperature, 0, 'f', 2)
                         .arg(settings_.step.temperature, 0, 'f', 2);
    if (std::abs(sparseness()) > 1e-9)
        values +=
            u' '
            + tr("%1 nats for each doubling of the time between notes.").arg(QString::asprintf("%+.2f", sparseness()));
    characterValues_->setText(values);
}

void ComposeControls::setComposers(const std::vector<std::string>& composers)
{
    const QString current = composer_->currentText();
    composer_->clear();
    composer_->addItem(tr("Anyone"));
    for (const std::string& name : composers)
        composer_->addItem(QString::fromStdString(name));
    composer_->setCurrentIndex(std::max(0, composer_->findText(current)));
    composer_->setEnabled(!composers.empty());
}

void ComposeControls::drawRandomSeed()
{
    if (!lock_->isChecked())
        randomSeed_->setText(QString::number(QRandomGenerator::global()->bounded(kLargestDrawn)));
}

ComposeOrder ComposeControls::order() const
{
    ComposeOrder order;
    order.settings = settings_;
    order.settings.constraints.sparseness = sparseness();
    order.settings.ending.cadence = cadence_->value();
    order.settings.loopGuard.enabled = guard_->value();
    order.settings.composer = std::max(0, composer_->currentIndex());
    order.notes = static_cast<std::size_t>(notes_->value());
    order.takes = static_cast<std::size_t>(takes_->value());
    order.randomSeed = randomSeed_->text().toULongLong();
    return order;
}

} // namespace cadenza::ui

#include "moc_compose_controls.cpp"
