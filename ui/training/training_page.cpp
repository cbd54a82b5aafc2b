#include "ui/training/training_page.h"

#include "core/base/explain.h"
#include "core/training/history.h"
#include "ui/style/message_bar.h"
#include "ui/style/theme.h"
#include "ui/training/inside_view.h"
#include "ui/training/run_curves.h"
#include "ui/training/run_list.h"
#include "ui/training/run_words.h"
#include "ui/training/training_header.h"
#include "ui/training/training_offer.h"

#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace cadenza::ui {

TrainingPage::TrainingPage(QWidget* parent) : QWidget(parent)
{
    setObjectName(u"trainingPage"_s);
    setAccessibleName(tr("Train"));
    header_ = new TrainingHeader;
    plan_ = new TrainingPlan;
    list_ = new RunList;
    message_ = new MessageBar;
    splitter_ = new QSplitter(Qt::Horizontal);
    splitter_->setObjectName(u"trainingSplitter"_s);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(header_);
    column->addWidget(splitter_, 1);
    for (QWidget* part : std::initializer_list<QWidget*>{plan_, makeMiddle(), list_})
        splitter_->addWidget(part);
    splitter_->setStretchFactor(1, 1);
    splitter_->setSizes({300, 700, 220});
    setFocusProxy(list_); // Space is about the music: no button holds the focus unasked
    connectParts();
    showState();
}

QWidget* TrainingPage::makeMiddle()
{
    curves_ = new RunCurves;
    inside_ = new InsideView;
    middle_ = new QStackedWidget;
    middle_->addWidget(curves_);
    middle_->addWidget(inside_);
    auto* middle = new QWidget;
    auto* column = new QVBoxLayout(middle);
    column->setContentsMargins(measure::kLarge, measure::kSmall, measure::kLarge, measure::kLarge);
    column->setSpacing(measure::kSmall);
    column->addWidget(message_);
    column->addWidget(middle_, 1);
    return middle;
}

void TrainingPage::connectParts()
{
    connect(header_, &TrainingHeader::trainPressed, this, [this] { Q_EMIT trainRequested(config()); });
    connect(header_, &TrainingHeader::pausePressed, this, [this] {
        story_.askedToPause();
        showState();
        Q_EMIT pauseRequested();
    });
    connect(header_, &TrainingHeader::resumePressed, this, &TrainingPage::continueRequested);
    connect(header_, &TrainingHeader::stopPressed, this, [this] {
        story_.askedToStop();
        showState();
        Q_EMIT stopRequested();
    });
    connect(header_, &TrainingHeader::elsewherePressed, this, [this] { Q_EMIT elsewhereRequested(config()); });
    connect(header_, &TrainingHeader::attachPressed, this, &TrainingPage::attachRequested);
    connect(header_, &TrainingHeader::runsToggled, list_, &QWidget::setVisible);
    connect(header_, &TrainingHeader::insideToggled, this, [this](bool inside) {
        middle_->setCurrentIndex(inside ? 1 : 0);
        if (inside)
            Q_EMIT insideWanted();
    });
    connect(plan_, &TrainingPlan::addMusicRequested, this, &TrainingPage::addMusicRequested);
    connect(plan_, &TrainingPlan::partsChosen, this, &TrainingPage::partsChosen);
    connect(list_, &RunList::chosen, this, &TrainingPage::showRun);
    connect(list_, &RunList::modelRequested, this, &TrainingPage::useModel);
    connect(list_, &RunList::goOnRequested, this, &TrainingPage::goOn);
    connect(list_, &RunList::labelRequested, this, [this](std::size_t index) { Q_EMIT labelRequested(runs_[index]); });
    connect(list_, &RunList::deleteRequested, this,
            [this](std::size_t index) { Q_EMIT deleteRequested(runs_[index]); });
    connect(list_, &RunList::compareToggled, this, [this](std::size_t index, bool compared) {
        runs_.setCompared(index, compared);
        list_->setHue(index, runs_[index].hue);
        showRun(list_->currentIndex());
    });
    connect(message_, &MessageBar::actionRequested, this, [this] {
        const TrainingRun* offered = runs_.ofNumber(std::exchange(offered_, 0));
        if (offered && offered->canGoOn())
            Q_EMIT resumeRequested(offered->run);
        else if (offered)
            useModel(runs_.indexOf(*offered));
    });
    connect(curves_, &RunCurves::measureChosen, this, [this] { showRun(list_->currentIndex()); });
    connect(curves_, &RunCurves::exportChartRequested, this, &TrainingPage::exportChartRequested);
    connect(curves_, &RunCurves::playRequested, this, &TrainingPage::playRequested);
    connect(curves_, &RunCurves::playbackPauseRequested, this, &TrainingPage::playbackPauseRequested);
    connect(curves_, &RunCurves::goOnRequested, this, [this](double moment) {
        if (!story_.running())
            Q_EMIT furtherRequested(config(), TrainingRun(runs_[list_->currentIndex()]), moment);
    });
    connect(curves_, &RunCurves::seekRequested, this, &TrainingPage::seekRequested);
}

void TrainingPage::setMaterial(const TrainingMaterial& material)
{
    plan_->setMaterial(material);
    showState();
    if (isVisible())
        wantEstimates();
}

void TrainingPage::setParts(const midi::PartSelection& parts)
{
    plan_->setParts(parts);
}

void TrainingPage::setEstimates(std::span<const training::Estimate> estimates)
{
    plan_->setEstimates(estimates);
}

/// Once for each amount of music, and only while somebody looks and the machine is free.
void TrainingPage::wantEstimates()
{
    const std::size_t notes = plan_->material().notes;
    if (notes == 0 || story_.running() || std::exchange(estimatedNotes_, notes) == notes)
        return;
    Q_EMIT estimatesWanted();
}

void TrainingPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    wantEstimates();
}

training::TrainingConfig TrainingPage::config() const
{
    return plan_->config();
}

std::size_t TrainingPage::add(TrainingRun run)
{
    const std::size_t index = runs_.add(std::move(run));
    list_->insert(index, runs_[index].name);
    list(index);
    if (runs_.size() == 1)
        showRun(index);
    return index;
}

/// Brings a run's line in the list up to date.
void TrainingPage::list(std::size_t index)
{
    const TrainingRun& run = runs_[index];
    list_->setWords(index, {.outcome = outcomeOf(run), .material = materialOf(run), .details = detailsOf(run)});
    list_->setActions(index, {.hasModel = run.hasModel(),
                              .canGoOn = run.canGoOn(),
                              .elsewhere = run.state == TrainingRun::State::Elsewhere,
                              .canEdit = run.run != 0 && !(runs_.isActive(index) && story_.running())});
    list_->setHue(index, run.hue);
}

void TrainingPage::addReadyModel(const std::shared_ptr<const model::Model>& model)
{
    add({.name = QString::fromStdString(model->card.name), .state = TrainingRun::State::Model, .model = model});
}

void TrainingPage::setRuns(const std::vector<TrainingRun>& kept)
{
    const auto shown = runs_.keepsAny() ? std::optional(runs_[list_->currentIndex()].run) : std::nullopt;
    runs_.replaceKept(kept);
    list_->clear();
    for (std::size_t i = 0; i < runs_.size(); ++i) {
        list_->insert(i, runs_[i].name);
        list(i);
    }
    if (runs_.empty())
        return showState();
    const TrainingRun* same = runs_.ofNumber(shown.value_or(0));
    const std::size_t chosen = same ? runs_.indexOf(*same) : shown == 0 ? 0 : runs_.size() - 1;
    const QSignalBlocker silence(list_);
    list_->choose(chosen);
    showRun(chosen);
}

void TrainingPage::addImportedModel(std::int64_t model, const QString& name)
{
    add({.name = name, .state = TrainingRun::State::Model, .number = model});
}

void TrainingPage::setRecord(std::int64_t run, const std::vector<training::TrainingReport>& history,
                             std::vector<generation::Preview> previews, std::vector<double> moments)
{
    TrainingRun* found = runs_.ofNumber(run);
    if (!found)
        return;
    found->history = history;
    found->previews = std::move(previews);
    found->moments = std::move(moments);
    found->historyKnown = true;
    const auto index = runs_.indexOf(*found);
    if (runs_.isActive(index)) // it goes on: the story begins where it was
        for (const training::TrainingReport& report : history)
            story_.add(report);
    if (list_->currentIndex() == index || runs_.compared().size() > 1)
        showRun(list_->currentIndex());
}

void TrainingPage::setMoments(std::int64_t run, std::vector<double> moments)
{
    TrainingRun* found = runs_.ofNumber(run);
    if (!found)
        return;
    found->moments = std::move(moments);
    if (list_->currentIndex() == runs_.indexOf(*found) && runs_.compared().size() < 2)
        curves_->showPreviews(*found);
}

void TrainingPage::setModel(std::int64_t number, const std::shared_ptr<const model::Model>& model)
{
    TrainingRun* found = runs_.ofModelNumber(number);
    if (!found)
        return;
    found->model = model;
    Q_EMIT modelChosen(model);
}

void TrainingPage::noteModel(std::int64_t number, const std::shared_ptr<const model::Model>& model)
{
    if (TrainingRun* found = runs_.ofModelNumber(number))
        found->model = model;
}

std::int64_t TrainingPage::numberOf(const std::shared_ptr<const model::Model>& model) const
{
    const TrainingRun* run = runs_.ofModel(model);
    return run ? run->number : 0;
}

void TrainingPage::setRunNumber(std::int64_t run)
{
    if (TrainingRun* active = runs_.active())
        active->run = run;
}

void TrainingPage::setModelNumber(std::int64_t run, std::int64_t model)
{
    if (TrainingRun* found = runs_.ofNumber(run))
        found->number = model;
}

QString TrainingPage::newestName() const
{
    const TrainingRun* run = runs_.active();
    return run ? run->name : QString();
}

void TrainingPage::offerToResume(std::int64_t run, const QString& words)
{
    offered_ = run;
    message_->show(MessageKind::Info, words, tr("Go on"));
}

std::vector<TrainingPage::ListedModel> TrainingPage::models() const
{
    std::vector<ListedModel> models;
    for (std::size_t i = 0; i < runs_.size(); ++i)
        if (runs_[i].hasModel())
            models.push_back({&runs_[i], i});
    return models;
}

void TrainingPage::useModel(std::size_t index)
{
    if (index >= runs_.size())
        return;
    if (runs_[index].model)
        Q_EMIT modelChosen(runs_[index].model);
    else if (runs_[index].number != 0)
        Q_EMIT modelWanted(runs_[index].number);
}

/// Takes up a run where it stopped, or begins another one from its model.
void TrainingPage::goOn(std::size_t index)
{
    if (runs_[index].state == TrainingRun::State::Elsewhere)
        return howElsewhereWanted(runs_[index].run);
    if (story_.running())
        return;
    if (runs_[index].state == TrainingRun::State::Paused && runs_.isActive(index))
        Q_EMIT continueRequested();
    else if (runs_[index].canGoOn())
        Q_EMIT resumeRequested(runs_[index].run);
    else
        Q_EMIT furtherRequested(config(), TrainingRun(runs_[index]), {}); // the list grows meanwhile
}

QString TrainingPage::nextName(const training::TrainingConfig& config, const QString& from) const
{
    const QString kind = config.classic ? tr("Classic") : titleOf(plan_->preset());
    return tr("Run %1 · %2").arg(runs_.trained() + 1).arg(from.isEmpty() ? kind : tr("from %1").arg(from));
}

void TrainingPage::runStarted(const training::TrainingConfig& config, const QString& from)
{
    message_->dismiss();
    story_.start();
    runs_.compareNothing(); // the run that begins is what one wants to see
    for (std::size_t i = 0; i < runs_.size(); ++i)
        list_->setHue(i, {});
    const std::size_t index = add({.name = nextName(config, from), .config = config});
    runs_.setActive(index);
    list(index);
    list_->choose(index);
    showRun(index);
}

void TrainingPage::runResumed(std::int64_t run)
{
    TrainingRun* found = runs_.ofNumber(run);
    if (!found)
        return;
    message_->dismiss();
    runs_.setActive(runs_.indexOf(*found));
    found->state = TrainingRun::State::Running;
    story_.start();
    for (const training::TrainingReport& report : found->history)
        story_.add(report);
    story_.resume();
    list_->choose(runs_.activeIndex());
    list(runs_.activeIndex());
    showState();
}

void TrainingPage::setFacts(const training::RunFacts& facts)
{
    TrainingRun* run = runs_.active();
    if (!run)
        return;
    run->facts = facts;
    list(runs_.activeIndex());
    if (list_->currentIndex() == runs_.activeIndex())
        showRun(runs_.activeIndex());
}

void TrainingPage::addReports(const std::vector<training::TrainingReport>& reports)
{
    if (!runs_.active())
        return;
    for (const training::TrainingReport& report : reports)
        story_.add(report);
    append(runs_.activeIndex(), reports);
}

/// Brings the history of a run, its curve where that is seen, and its line in the list up to date.
void TrainingPage::append(std::size_t index, const std::vector<training::TrainingReport>& reports)
{
    TrainingRun& run = runs_[index];
    const bool shown = list_->currentIndex() == index;
    const bool comparing = runs_.compared().size() > 1;
    const bool repeats = training::repeats(run.history, reports.front());
    const auto checked = [](const training::TrainingReport& report) { return report.valid.has_value(); };
    for (const training::TrainingReport& report : reports) {
        training::addTo(run.history, report);
        if (const double loss = checked(report) ? report.valid->nllPerNote() : 0.0;
            loss > 0.0 && (run.facts.bestNll == 0.0 || loss < run.facts.bestNll))
            run.facts.bestNll = loss;
    }
    run.facts.seconds = reports.back().seconds;
    if (shown && !repeats && !comparing)
        curves_->append(reports);
    list(index);
    if ((comparing && std::ranges::any_of(reports, checked)) || (shown && repeats))
        showRun(list_->currentIndex());
    showState();
}

void TrainingPage::addPreview(const generation::Preview& preview)
{
    TrainingRun* run = runs_.active();
    if (!run)
        return;
    std::erase_if(run->previews, [&](const auto& old) { return old.seconds >= preview.seconds; });
    run->previews.push_back(preview);
    if (list_->currentIndex() == runs_.activeIndex() && runs_.compared().size() < 2)
        curves_->showPreviews(*run);
}

void TrainingPage::runPaused()
{
    story_.pause();
    if (TrainingRun* run = runs_.active()) {
        run->state = TrainingRun::State::Paused;
        list(runs_.activeIndex());
    }
    showState();
}

void TrainingPage::runContinues()
{
    story_.resume();
    if (TrainingRun* run = runs_.active()) {
        run->state = TrainingRun::State::Running;
        list(runs_.activeIndex());
    }
    showState();
}

void TrainingPage::runFinished(const training::TrainingOutcome& outcome)
{
    story_.finish(outcome.reason);
    if (TrainingRun* run = runs_.active()) {
        run->model = outcome.model;
        run->state = outcome.reason == training::StopReason::Stopped ? TrainingRun::State::Stopped
                                                                     : TrainingRun::State::Finished;
        run->facts.endedEarly = outcome.reason == training::StopReason::EarlyStopping;
        list(runs_.activeIndex());
    }
    showState();
}

void TrainingPage::runFailed(const Error& error)
{
    story_.fail();
    if (TrainingRun* run = runs_.active(); run && run->state == TrainingRun::State::Running) {
        run->state = error.fault == Fault::Cancelled ? TrainingRun::State::Stopped : TrainingRun::State::Failed;
        list(runs_.activeIndex());
    }
    if (error.fault == Fault::MissingTraining)
        offerTraining(*message_, error);
    else if (error.fault != Fault::Cancelled)
        message_->show(MessageKind::Error, QString::fromStdString(explain(error)));
    showState();
}

void TrainingPage::showState()
{
    header_->show(story_, plan_->material().pieces > 0);
    plan_->setEnabled(!story_.running());
    curves_->setMayGoOn(!story_.running());
    if (runs_.empty())
        return curves_->showFigures(story_, {});
    const std::size_t shown = list_->currentIndex();
    curves_->showFigures(runs_.isActive(shown) ? story_ : shown_, runs_[shown].facts);
    if (runs_.trained() > 0) // else what the header says of training is what one needs
        describe(shown);
}

/// The header is about the run that is looked at; its button about the one that goes on.
void TrainingPage::describe(std::size_t shown)
{
    const auto compared = runs_.compared().size();
    const bool own = runs_.isActive(shown);
    QString words = compared > 1 ? tr("What differs stands in the table below the curves.")
                    : own        ? story_.words()
                                 : wordsOf(runs_[shown], shown_);
    if (const TrainingRun* active = runs_.active(); active && story_.running() && (!own || compared > 1))
        words += u' ' + tr("%1 is learning: %2 %.").arg(active->name).arg(static_cast<int>(story_.progress() * 100.0));
    if (!words.isEmpty())
        header_->describe(compared > 1 ? tr("%1 runs compared").arg(compared) : runs_[shown].name, words.trimmed());
}

void TrainingPage::showRun(std::size_t index)
{
    if (index >= runs_.size())
        return;
    if (const auto compared = runs_.compared(); compared.size() > 1) {
        for (const TrainingRun* run : compared)
            wantRecord(runs_.indexOf(*run));
        curves_->compare(compared);
    } else {
        wantRecord(index);
        curves_->show(runs_[index]);
    }
    shown_ = storyOf(runs_[index]);
    showState();
}

/// What is not known of a run's curves yet is asked for, once.
void TrainingPage::wantRecord(std::size_t index)
{
    if (!std::exchange(runs_[index].historyKnown, true))
        Q_EMIT recordWanted(runs_[index].run);
}

bool TrainingPage::showsInside() const
{
    return middle_->currentIndex() == 1;
}

const RunChart& TrainingPage::chart() const
{
    return curves_->chart();
}

void TrainingPage::setPlayback(bool playing, std::optional<Seconds> position)
{
    curves_->setPlayback(playing, position);
}

std::optional<generation::Preview> TrainingPage::shownPreview() const
{
    return curves_->shownPreview();
}

std::vector<training::TrainingReport> TrainingPage::historyOf(const std::shared_ptr<const model::Model>& model) const
{
    const TrainingRun* run = runs_.ofModel(model);
    return run ? run->history : std::vector<training::TrainingReport>{};
}

} // namespace cadenza::ui

#include "moc_training_page.cpp"
