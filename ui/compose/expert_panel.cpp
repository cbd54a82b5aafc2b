#include "ui/compose/expert_panel.h"

#include "core/seeds/tonality.h"
#include "ui/roll/roll_words.h"
#include "ui/style/foldout.h"
#include "ui/style/setting_row.h"
#include "ui/style/theme.h"

#include <QScopedValueRollback>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

using generation::AttributeSampling;
using generation::GenerationSettings;

constexpr int kLowestKey = 21, kHighestKey = 108; ///< of a piano
constexpr double kFreeTempo = 14.0;               ///< below every tempo: as the model plays

QStringList keyNames()
{
    QStringList names{ExpertPanel::tr("free")};
    for (const bool minor : {false, true})
        for (int tonic = 0; tonic < 12; ++tonic)
            names << QString::fromUtf8(seeds::keyName(tonic, minor));
    return names;
}

int choiceOf(const std::optional<generation::KeyWish>& key)
{
    return key ? 1 + key->tonic + (key->minor ? 12 : 0) : 0;
}

/// "any", then the keys of a piano.
QStringList pitchNames()
{
    QStringList names{ExpertPanel::tr("any")};
    for (int pitch = kLowestKey; pitch <= kHighestKey; ++pitch)
        names << pitchName(pitch);
    return names;
}

int choiceOf(int pitch)
{
    return pitch < kLowestKey || pitch > kHighestKey ? 0 : pitch - kLowestKey + 1;
}

int pitchOf(int choice, int any)
{
    return choice == 0 ? any : choice - 1 + kLowestKey;
}

} // namespace

ExpertPanel::ExpertPanel(QWidget* parent) : QWidget(parent)
{
    setObjectName(u"expertPanel"_s);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kTight);
    addLimits();
    addCohesion();
    addDrawing();
    show({}, {});
}

void ExpertPanel::add(QVBoxLayout* column, NumberRow* row, std::function<double(const Settings&)> read,
                      std::function<void(Settings&, double)> write)
{
    column->addWidget(row);
    connect(row, &NumberRow::changed, this, &ExpertPanel::say);
    dials_.push_back({row, std::move(read), std::move(write)});
}

void ExpertPanel::say()
{
    if (!showing_)
        Q_EMIT changed();
}

void ExpertPanel::addSampling(QVBoxLayout* column, const QString& key, const QString& what, const QString& explanation,
                              AttributeSampling Settings::* part)
{
    add(
        column,
        new NumberRow({key + u"Temperature"_s, tr("%1 temperature").arg(what), explanation, 1.0, 0.05, 3.0, 0.05, 2}),
        [part](const Settings& s) { return (s.*part).temperature; },
        [part](Settings& s, double value) { (s.*part).temperature = value; });
    add(
        column,
        new NumberRow({key + u"Nucleus"_s, tr("%1 nucleus").arg(what),
                       tr("Only the likeliest choices with this total probability."), 1.0, 0.05, 1.0, 0.01, 2}),
        [part](const Settings& s) { return (s.*part).topP; },
        [part](Settings& s, double value) { (s.*part).topP = value; });
}

void ExpertPanel::addDrawing()
{
    auto* fold = new Foldout(tr("How notes are drawn"), u"expertDrawing"_s);
    layout()->addWidget(fold);
    QVBoxLayout* column = fold->contents();
    addSampling(column, u"pitch"_s, tr("Pitch"), tr("Above 1 unlikely pitches become likelier."), &Settings::pitch);
    add(
        column,
        new NumberRow({u"pitchThreshold"_s, tr("Pitch threshold"),
                       tr("Pitches rarer than this share of the likeliest are left out."), 0.04, 0.0, 0.5, 0.01, 2}),
        [](const Settings& s) { return s.pitch.minP; }, [](Settings& s, double value) { s.pitch.minP = value; });
    addSampling(column, u"step"_s, tr("Timing"), tr("How freely the next onset is placed."), &Settings::step);
    addSampling(column, u"duration"_s, tr("Duration"), tr("How freely lengths are chosen."), &Settings::duration);
    addSampling(column, u"velocity"_s, tr("Velocity"), tr("How freely the touch changes."), &Settings::velocity);
    addSampling(column, u"tempo"_s, tr("Tempo"), tr("How freely the tempo changes."), &Settings::tempo);
    addSampling(column, u"pedal"_s, tr("Pedal"), tr("How freely the pedal is used."), &Settings::pedal);
    addSampling(column, u"part"_s, tr("Instrument"), tr("How freely the instruments of the seed take turns."),
                &Settings::part);
}

void ExpertPanel::addCohesion()
{
    auto* fold = new Foldout(tr("What holds a take together"), u"expertCohesion"_s);
    layout()->addWidget(fold);
    QVBoxLayout* column = fold->contents();
    guard_ = new ToggleRow(u"loopGuard"_s, tr("Repetition guard"),
                           tr("Steps in when a take begins to turn in circles."), true);
    column->addWidget(guard_);
    connect(guard_, &ToggleRow::changed, this, &ExpertPanel::say);
    add(
        column,
        new NumberRow({u"loopGuardStrength"_s, tr("Strength of the guard"),
                       tr("Taken from a pitch each time its run was heard too often."), 0.5, 0.0, 10.0, 0.1, 1,
                       tr("nats")}),
        [](const Settings& s) { return s.loopGuard.strength; },
        [](Settings& s, double value) { s.loopGuard.strength = value; });
    add(
        column,
        new NumberRow({u"anchor"_s, tr("Hold of the texture"),
                       tr("How firmly a take keeps to the seed's rhythms, lengths and pitch classes."), 1.0, 0.0, 1.0,
                       0.05, 2}),
        [](const Settings& s) { return s.anchor; }, [](Settings& s, double value) { s.anchor = value; });
    add(
        column,
        new NumberRow({u"recall"_s, tr("Recall"), tr("Notes of an earlier passage that a take may take up again."), 40,
                       0, 64, 4, 0, tr("notes"), tr("none")}),
        [](const Settings& s) { return double(s.recall); },
        [](Settings& s, double value) { s.recall = static_cast<int>(value); });
}

void ExpertPanel::addLimits()
{
    auto* fold = new Foldout(tr("Key, range and tempo"), u"expertLimits"_s);
    layout()->addWidget(fold);
    QVBoxLayout* column = fold->contents();
    const auto addChoice = [&](const QString& name, const QString& label, const QString& explanation,
                               const QStringList& choices) {
        auto* row = new ChoiceRow(name, label, explanation, choices, 0);
        column->addWidget(row);
        connect(row, &ChoiceRow::changed, this, &ExpertPanel::say);
        return row;
    };
    key_ = addChoice(u"keyLock"_s, tr("Key"), tr("The scale that takes keep to."), keyNames());
    keyStrength_ = new NumberRow({u"keyStrength"_s, tr("Strength of the key"),
                                  tr("How much less likely other notes are; 1 forbids them."), 1.0, 0.0, 1.0, 0.05, 2});
    column->addWidget(keyStrength_);
    connect(keyStrength_, &NumberRow::changed, this, &ExpertPanel::say);
    connect(key_, &ChoiceRow::changed, this, [this](int choice) { keyStrength_->setEnabled(choice > 0); });
    lowest_ = addChoice(u"lowestPitch"_s, tr("Lowest pitch"), tr("No note of a take is below it."), pitchNames());
    highest_ = addChoice(u"highestPitch"_s, tr("Highest pitch"), tr("No note of a take is above it."), pitchNames());
    add(
        column,
        new NumberRow({u"polyphony"_s, tr("Polyphony"), tr("Most notes that sound at once."), 0, 0, 16, 1, 0,
                       tr("notes"), tr("no limit")}),
        [](const Settings& s) { return double(s.constraints.maxPolyphony); },
        [](Settings& s, double value) { s.constraints.maxPolyphony = static_cast<int>(value); });
    add(
        column,
        new NumberRow({u"fixedTempo"_s, tr("Tempo"), tr("Quarters a minute that takes go on in."), kFreeTempo,
                       kFreeTempo, 300, 1, 0, tr("bpm"), tr("free")}),
        [](const Settings& s) { return s.constraints.tempo.value_or(kFreeTempo); },
        [](Settings& s, double value) {
            s.constraints.tempo = value > kFreeTempo ? std::optional(value) : std::nullopt;
        });
}

void ExpertPanel::show(const Settings& settings, const Settings& usual)
{
    const QScopedValueRollback showing(showing_, true);
    for (const Dial& dial : dials_) {
        dial.row->setStandard(dial.read(usual));
        dial.row->setValue(dial.read(settings));
    }
    const auto& wishes = settings.constraints;
    guard_->setValue(settings.loopGuard.enabled);
    key_->setValue(choiceOf(wishes.key));
    keyStrength_->setValue(wishes.key ? wishes.key->strength : 1.0);
    keyStrength_->setEnabled(wishes.key.has_value());
    lowest_->setValue(choiceOf(wishes.lowestPitch));
    highest_->setValue(choiceOf(wishes.highestPitch));
}

void ExpertPanel::readInto(Settings& settings) const
{
    for (const Dial& dial : dials_)
        dial.write(settings, dial.row->value());
    auto& wishes = settings.constraints;
    settings.loopGuard.enabled = guard_->value();
    wishes.key.reset();
    if (const int choice = key_->value(); choice > 0)
        wishes.key = {.tonic = (choice - 1) % 12, .minor = choice > 12, .strength = keyStrength_->value()};
    const int lowest = pitchOf(lowest_->value(), 0);
    const int highest = pitchOf(highest_->value(), 127);
    wishes.lowestPitch = std::min(lowest, highest); // either way round they are a range
    wishes.highestPitch = std::max(lowest, highest);
}

} // namespace cadenza::ui

#include "moc_expert_panel.cpp"
