#include "ui/compose/compose_controls.h"

#include "ui/compose/daring.h"
#include "ui/compose/expert_panel.h"
#include "ui/compose/part_roles_panel.h"
#include "ui/compose/random_seed_row.h"
#include "ui/compose/take_length.h"
#include "ui/compose/word_slider.h"
#include "ui/style/foldout.h"
#include "ui/style/setting_row.h"
#include "ui/style/side_scroll.h"
#include "ui/style/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

using generation::GenerationSettings;

constexpr double kSparsest = 1.0; ///< nats per doubling of a step at the calm end
constexpr std::chrono::milliseconds kRest{350};
constexpr int kMostRows = 16;

} // namespace

ComposeControls::ComposeControls(QWidget* parent) : QWidget(parent)
{
    setObjectName(u"composeControls"_s);
    setAccessibleName(tr("How to compose"));
    asSurface(this);
    auto* contents = new QWidget;
    contents->setProperty("plain", true);
    auto* column = new QVBoxLayout(contents);
    column->setContentsMargins(measure::kLarge, measure::kMedium, measure::kLarge, measure::kLarge);
    column->setSpacing(measure::kMedium);
    parts_ = new PartRolesPanel;
    column->addWidget(parts_);
    connect(parts_, &PartRolesPanel::changed, this, &ComposeControls::changed);
    addAmounts(column);
    randomSeed_ = new RandomSeedRow;
    column->addWidget(randomSeed_);
    auto* expert = new Foldout(tr("Expert settings"), u"composeExpert"_s);
    connect(expert, &Foldout::opened, this, [this, expert] { makeExpert(expert->contents()); });
    column->addWidget(expert);
    column->addStretch();

    auto* scroll = sideScroll(u"composeControlsScroll"_s, tr("Compose settings"), contents);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
    setMinimumWidth(280);
    setComposers({});
    takeOnDaring();

    rest_.setSingleShot(true);
    rest_.setInterval(kRest);
    connect(&rest_, &QTimer::timeout, this, &ComposeControls::slid);
    connect(randomSeed_, &RandomSeedRow::changed, this, &ComposeControls::changed);
}

/// When it is first looked at: so many dials would weigh on every start.
void ComposeControls::makeExpert(QVBoxLayout* column)
{
    if (expert_)
        return;
    expert_ = new ExpertPanel;
    column->addWidget(expert_);
    showExpert();
    connect(expert_, &ExpertPanel::changed, this, [this] {
        expert_->readInto(settings_);
        showCharacter();
        Q_EMIT changed();
    });
}

void ComposeControls::showExpert()
{
    if (expert_)
        expert_->show(settings_, settingsFor(daring_->value()));
}

void ComposeControls::addAmounts(QVBoxLayout* column)
{
    takes_ = new NumberRow({u"takeCount"_s, tr("How many takes"), tr("Made side by side, to compare by eye and ear."),
                            4, 1, kMostRows, 1, 0});
    length_ = new TakeLength;
    cadence_ = new ToggleRow(u"takeCadence"_s, tr("Close with a cadence"),
                             tr("Ends on a final chord near that length instead of breaking off."), false);
    listen_ = new ToggleRow(u"listenAtOnce"_s, tr("Listen at once"),
                            tr("The first take sounds from where it leaves the seed while the others are made."), true);
    composer_ = new QComboBox;
    composer_->setObjectName(u"composerStyle"_s);
    composer_->setAccessibleName(tr("In the style of"));
    auto* line = new QHBoxLayout;
    line->addWidget(new QLabel(tr("In the style of")), 1);
    line->addWidget(composer_);
    column->addWidget(takes_);
    column->addWidget(length_);
    addCharacter(column); // in words first
    column->addWidget(cadence_);
    column->addWidget(listen_);
    column->addLayout(line);
    connect(takes_, &NumberRow::changed, this, &ComposeControls::changed);
    connect(length_, &TakeLength::changed, this, &ComposeControls::changed);
    connect(length_, &TakeLength::slid, &rest_, qOverload<>(&QTimer::start));
    connect(cadence_, &ToggleRow::changed, this, &ComposeControls::changed);
    connect(listen_, &ToggleRow::changed, this, &ComposeControls::changed);
    connect(composer_, &QComboBox::currentIndexChanged, this, &ComposeControls::changed);
}

void ComposeControls::addCharacter(QVBoxLayout* column)
{
    auto* head = new QHBoxLayout;
    head->addWidget(asHeading(new QLabel(tr("Character"))), 1);
    daringWords_ = asSecondary(new QLabel);
    daringWords_->setObjectName(u"daringWords"_s);
    head->addWidget(daringWords_);
    daring_ = new WordSlider(u"daring"_s, tr("Faithful"), tr("Adventurous"));
    density_ = new WordSlider(u"density"_s, tr("Calm"), tr("Busy"));
    column->addSpacing(measure::kTight);
    column->addLayout(head);
    column->addWidget(daring_);
    column->addWidget(density_);
    connect(daring_, &WordSlider::moved, this, [this] {
        takeOnDaring();
        rest_.start();
    });
    connect(density_, &WordSlider::moved, this, [this] {
        showCharacter();
        Q_EMIT changed();
        rest_.start();
    });
}

double ComposeControls::sparseness() const
{
    return kSparsest * (1.0 - 2.0 * density_->value());
}

/// Limits, the guard and recall are no matter of daring.
void ComposeControls::takeOnDaring()
{
    GenerationSettings settings = settingsFor(daring_->value());
    settings.constraints = settings_.constraints;
    settings.loopGuard = settings_.loopGuard;
    settings.recall = settings_.recall;
    settings_ = settings;
    showExpert();
    showCharacter();
    Q_EMIT changed();
}

void ComposeControls::showCharacter()
{
    daringWords_->setText(isOf(settings_, daring_->value()) ? wordsFor(daring_->value()) : tr("own settings"));
    daring_->setMeaning(tr("temperature %1").arg(settings_.pitch.temperature, 0, 'f', 2),
                        tr("Temperature %1 for pitches, %2 for timing; pitch threshold %3; hold of the texture %4.")
                            .arg(settings_.pitch.temperature, 0, 'f', 2)
                            .arg(settings_.step.temperature, 0, 'f', 2)
                            .arg(settings_.pitch.minP, 0, 'f', 2)
                            .arg(settings_.anchor, 0, 'f', 2));
    density_->setMeaning(
        tr("%1 nats").arg(QString::asprintf("%+.2f", sparseness())),
        tr("%1 nats for each doubling of the time between notes.").arg(QString::asprintf("%+.2f", sparseness())));
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

void ComposeControls::allowBars(bool allowed)
{
    length_->allowBars(allowed);
}

void ComposeControls::drawRandomSeed()
{
    randomSeed_->draw();
}

bool ComposeControls::randomSeedIsLocked() const
{
    return randomSeed_->isLocked();
}

void ComposeControls::lockRandomSeed(bool locked)
{
    randomSeed_->setLocked(locked);
}

ComposeOrder ComposeControls::order() const
{
    ComposeOrder order;
    order.settings = settings_;
    order.settings.constraints.sparseness = sparseness();
    order.settings.ending = length_->ending();
    order.settings.ending.cadence = cadence_->value();
    order.settings.composer = std::max(0, composer_->currentIndex());
    order.takes = static_cast<std::size_t>(takes_->value());
    order.randomSeed = randomSeed_->value();
    order.listen = listen_->value();
    order.parts = parts_->chosen();
    return order;
}

void ComposeControls::setOrder(const ComposeOrder& order)
{
    settings_ = order.settings;
    settings_.constraints.sparseness = 0.0; // the slider's
    takes_->setValue(static_cast<double>(order.takes));
    length_->setEnding(order.settings.ending);
    cadence_->setValue(order.settings.ending.cadence);
    listen_->setValue(order.listen);
    parts_->setChosen(order.parts);
    if (order.settings.composer < composer_->count())
        composer_->setCurrentIndex(order.settings.composer);
    daring_->setValue(daringOf(order.settings));
    density_->setValue((1.0 - order.settings.constraints.sparseness / kSparsest) / 2.0);
    showExpert();
    randomSeed_->setValue(order.randomSeed);
    showCharacter();
    Q_EMIT changed();
}

} // namespace cadenza::ui

#include "moc_compose_controls.cpp"
