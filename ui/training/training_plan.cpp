#include "ui/training/training_plan.h"

#include "ui/style/choice_card.h"
#include "ui/style/icon.h"
#include "ui/style/side_scroll.h"
#include "ui/style/theme.h"
#include "ui/training/chart_scale.h"
#include "ui/training/expert_settings.h"
#include "ui/training/part_choice.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

constexpr std::size_t kLittle = 20'000; ///< notes; below, a model soon knows its music by heart

QString counted(std::size_t count, const QString& one, const QString& many)
{
    return QLocale().toString(static_cast<qulonglong>(count)) + u' ' + (count == 1 ? one : many);
}

QLabel* heading(const QString& text)
{
    return asHeading(new QLabel(text));
}

} // namespace

QString warningAbout(const TrainingMaterial& material)
{
    if (material.pieces == 0)
        return material.withoutParts > 0 ? QObject::tr("None of the music has these parts. Choose others.") : QString();
    if (material.leftOut > 0) {
        const QString pieces = counted(material.leftOut, QObject::tr("piece"), QObject::tr("pieces"));
        return material.onTheBeat ? QObject::tr("Without %1 that keep no beat, as recordings do: one model learns one "
                                                "kind of music.")
                                        .arg(pieces)
                                  : QObject::tr("Recordings only, without %1 written on the beat: one model learns one "
                                                "kind of music.")
                                        .arg(pieces);
    }
    if (material.withoutParts > 0)
        return QObject::tr("Without %1 that have none of these parts.")
            .arg(counted(material.withoutParts, QObject::tr("piece"), QObject::tr("pieces")));
    if (material.notes < kLittle)
        return QObject::tr("This is little music: the model will soon know it by heart. 20,000 notes or more make it "
                           "freer.");
    return {};
}

TrainingPlan::TrainingPlan(QWidget* parent) : QWidget(parent)
{
    setObjectName(u"trainingPlan"_s);
    setAccessibleName(tr("What to learn from and how long"));
    asSurface(this);
    expert_ = new ExpertSettings;
    auto* contents = new QWidget;
    contents->setProperty("plain", true);
    auto* column = new QVBoxLayout(contents);
    column->setContentsMargins(measure::kLarge, measure::kLarge, measure::kLarge, measure::kLarge);
    column->setSpacing(measure::kSmall);
    column->addWidget(heading(tr("Learn from")));
    column->addWidget(makeMaterial());
    column->addSpacing(measure::kMedium);
    column->addWidget(heading(tr("How long")));
    column->addWidget(makePresets());
    column->addSpacing(measure::kSmall);
    column->addWidget(expert_);
    column->addStretch();

    auto* scroll = sideScroll(u"trainingPlanScroll"_s, tr("Training settings"), contents);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
    setMinimumWidth(260);
    choose(training::Preset::Quick);
    setMaterial({});
}

QWidget* TrainingPlan::makeMaterial()
{
    auto* box = new QWidget;
    pieces_ = new QLabel;
    pieces_->setObjectName(u"materialPieces"_s);
    pieces_->setWordWrap(true);
    notes_ = asSecondary(asFigure(new QLabel));
    notes_->setObjectName(u"materialNotes"_s);
    warning_ = new QLabel;
    warning_->setObjectName(u"materialWarning"_s);
    warning_->setWordWrap(true);
    addMusic_ = new QPushButton(tr("Add music"));
    addMusic_->setObjectName(u"trainingAddMusic"_s);
    addMusic_->setAccessibleName(tr("Add music to learn from"));
    addMusic_->setIcon(icon(u"add"_s));
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kTight);
    for (QWidget* widget : std::initializer_list<QWidget*>{pieces_, notes_, makeParts(), warning_})
        column->addWidget(widget);
    column->addWidget(addMusic_, 0, Qt::AlignLeft);
    connect(addMusic_, &QPushButton::clicked, this, &TrainingPlan::addMusicRequested);
    connect(&ThemeNotifier::instance(), &ThemeNotifier::themeChanged, this, [this] { setMaterial(material_); });
    return box;
}

QWidget* TrainingPlan::makeParts()
{
    partsLine_ = new QWidget;
    parts_ = new PartChoice;
    auto* line = new QHBoxLayout(partsLine_);
    line->setContentsMargins(0, measure::kTight, 0, 0);
    auto* label = new QLabel(tr("Parts"));
    label->setBuddy(parts_);
    line->addWidget(label, 1);
    line->addWidget(parts_);
    connect(parts_, &PartChoice::chosen, this, &TrainingPlan::partsChosen);
    return partsLine_;
}

void TrainingPlan::setParts(const midi::PartSelection& parts)
{
    parts_->setSelection(parts);
}

midi::PartSelection TrainingPlan::parts() const
{
    return parts_->selection();
}

QWidget* TrainingPlan::makePresets()
{
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kSmall);
    for (const training::Preset preset : training::kPresets) {
        auto* card = new ChoiceCard(titleOf(preset), durationOf(preset), promiseOf(preset), &Palette::trainLoss);
        card->setObjectName(u"preset"_s + titleOf(preset));
        connect(card, &ChoiceCard::clicked, this, [this, preset] { choose(preset); });
        column->addWidget(card);
        cards_.push_back(card);
    }
    classic_ = new ChoiceCard(tr("Classic"), tr("until it stops"),
                              tr("The published student system: three networks for notes, times and lengths."),
                              &Palette::trainLoss);
    classic_->setObjectName(u"presetClassic"_s);
    classic_->setToolTip(tr("To compare with: it reads and writes notes and chords without touch, pedal or tempo, and "
                            "ends when the held-out music has not been better foretold for four passes."));
    connect(classic_, &ChoiceCard::clicked, this, &TrainingPlan::chooseClassic);
    column->addWidget(classic_);
    return box;
}

training::TrainingConfig TrainingPlan::standard() const
{
    return classicChosen_ ? training::classicConfig() : training::configFor(preset_, material_.notes);
}

void TrainingPlan::chooseClassic()
{
    classicChosen_ = true;
    classic_->setChecked(true);
    expert_->setStandard(standard());
    Q_EMIT presetChosen();
}

void TrainingPlan::choose(training::Preset preset)
{
    preset_ = preset;
    classicChosen_ = false;
    cards_[static_cast<std::size_t>(preset)]->setChecked(true);
    expert_->setStandard(standard());
    Q_EMIT presetChosen();
}

void TrainingPlan::setMaterial(const TrainingMaterial& material)
{
    const bool otherAmount = material.notes != material_.notes;
    material_ = material;
    if (otherAmount) { // the presets suit the amount of music
        setEstimates({});
        expert_->setStandard(standard());
    }
    parts_->setOffered(material.offered);
    partsLine_->setVisible(!material.offered.empty());
    const bool empty = material.pieces == 0 && material.withoutParts == 0;
    pieces_->setText(empty ? tr("There is no music yet. Add a folder, a zip or MIDI files to learn from.")
                           : counted(material.pieces, tr("piece"), tr("pieces")) + u" by "_s
                                 + counted(material.composers, tr("composer"), tr("composers")));
    notes_->setText(counted(material.notes, tr("note"), tr("notes")) + u" · "_s
                    + clockText(std::floor(material.length.count())));
    notes_->setVisible(!empty);
    const QString warning = warningAbout(material);
    warning_->setText(warning);
    warning_->setVisible(!warning.isEmpty());
    warning_->setStyleSheet(u"color: "_s + currentPalette().warning.name());
    addMusic_->setVisible(empty);
}

void TrainingPlan::setEstimates(std::span<const training::Estimate> estimates)
{
    for (std::size_t i = 0; i < cards_.size(); ++i) {
        const bool known = i < estimates.size();
        cards_[i]->setFigure(known ? durationOf(estimates[i]) : durationOf(training::kPresets[i]));
        cards_[i]->setToolTip(known ? effortOf(estimates[i]) + u' ' + earlyWords(training::kPresets[i]) : QString());
    }
}

/// What is worth knowing of a preset that may end before its time.
QString TrainingPlan::earlyWords(training::Preset preset) const
{
    return training::configFor(preset, material_.notes).patience > 0
               ? tr("It ends sooner where the model begins to learn the music by heart.")
               : QString();
}

training::TrainingConfig TrainingPlan::config() const
{
    training::TrainingConfig config = expert_->config();
    config.parts = parts();
    return config;
}

} // namespace cadenza::ui

#include "moc_training_plan.cpp"
