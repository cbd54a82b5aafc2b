#include "ui/training/training_page.h"

#include "core/base/explain.h"
#include "core/training/history.h"
#include "ui/style/message_bar.h"
#include "ui/style/theme.h"
#include "ui/training/chart_bar.h"
#include "ui/training/inside_view.h"
#include "ui/training/preview_strip.h"
#include "ui/training/run_chart.h"
#include "ui/training/run_comparison.h"
#include "ui/training/run_list.h"
#include "ui/training/training_figures.h"
#include "ui/training/training_header.h"

#include <QGridLayout>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

/// What a run's line in the list says below its name.
QString summaryOf(const TrainingRun& run)
{
    const QString how = [&] {
        switch (run.state) {
        case TrainingRun::State::Model: return TrainingPage::tr("ready-trained");
        case TrainingRun::State::Running: return TrainingPage::tr("learning");
        case TrainingRun::State::Paused: return TrainingPage::tr("paused");
        case TrainingRun::State::Finished: return TrainingPage::tr("finished");
        case TrainingRun::State::Stopped: return TrainingPage::tr("stopped");
        case TrainingRun::State::Failed: return TrainingPage::tr("failed");
        case TrainingRun::State::Interrupted: break;
        }
        return TrainingPage::tr("interrupted");
    }();
    QStringList words;
    if (run.facts.bestNll > 0.0)
        words << TrainingPage::tr("best %1").arg(valueText(run.facts.bestNll));
    if (run.facts.seconds > 0.0)
        words << clockText(run.facts.seconds);
    words << how;
    return words.join(u" · "_s);
}

/// The story of a run that is over, told again from its reports.
TrainingStory storyOf(const TrainingRun& run)
{
    TrainingStory story;
    if (run.history.empty())
        return story;
    story.start();
    for (const training::TrainingReport& report : run.history)
        story.add(report);
    story.finish(run.state == TrainingRun::State::Stopped ? training::StopReason::Stopped
                                                          : training::StopReason::Finished);
    return story;
}

} // namespace

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
    inside_ = new InsideView;
    middle_ = new QStackedWidget;
    middle_->addWidget(makeCurves());
    middle_->addWidget(inside_);
    auto* middle = new QWidget;
    auto* column = new QVBoxLayout(middle);
    column->setContentsMargins(measure::kLarge, measure::kSmall, measure::kLarge, measure::kLarge);
    column->setSpacing(measure::kSmall);
    column->addWidget(message_);
    column->addWidget(middle_, 1);
    return middle;
}

QWidget* TrainingPage::makeCurves()
{
    chart_ = new RunChart;
    showMeasure(*chart_, Measure::Loss);
    chart_->setEmptyText(tr("Press Train and watch the model learn here: the lower the curves, the better it foresees "
                            "the next note. Validation is measured on music it has not trained on."));
    chartBar_ = new ChartBar(*chart_);
    strip_ = new PreviewStrip;
    strip_->hide(); // until there is something to hear
    figures_ = new TrainingFigures;
    comparison_ = new RunComparison;
    comparison_->hide();
    auto* curves = new QWidget;
    auto* column = new QVBoxLayout(curves);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kSmall);
    auto* overlay = new QGridLayout; // the dials of the chart share the line with the name of its axis
    overlay->setContentsMargins(0, 0, 0, 0);
    overlay->addWidget(chart_, 0, 0);
    overlay->addWidget(chartBar_, 0, 0, Qt::AlignTop | Qt::AlignRight);
    column->addLayout(overlay, 1);
    column->addWidget(strip_);
    column->addSpacing(measure::kSmall);
    column->addWidget(figures_);
    column->addWidget(comparison_);
    return curves;
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
    connect(header_, &TrainingHeader::runsToggled, list_, &QWidget::setVisible);
    connect(header_, &TrainingHeader::insideToggled, this, [this](bool inside) {
        middle_->setCurrentIndex(inside ? 1 : 0);
        if (inside)
            Q_EMIT insideWanted();
    });
    connect(plan_, &TrainingPlan::addMusicRequested, this, &TrainingPage::addMusicRequested);
    connect(list_, &RunList::chosen, this, &TrainingPage::showRun);
    connect(list_, &RunList::modelRequested, this, &TrainingPage::chooseModel);
    connect(list_, &RunList::goOnRequested, this, &TrainingPage::goOn);
    connect(list_, &RunList::labelRequested, this, [this](std::size_t index) { Q_EMIT labelRequested(runs_[index]); });
    connect(list_, &RunList::deleteRequested, this,
            [this](std::size_t index) { Q_EMIT deleteRequested(runs_[index]); });
    connect(list_, &RunList::comparedChanged, this, [this] { showRun(list_->currentIndex()); });
    connect(message_, &MessageBar::actionRequested, this, [this] {
        if (const auto run = std::exchange(offered_, 0))
            Q_EMIT resumeRequested(run);
    });
    connect(chartBar_, &ChartBar::measureChosen, this, [this] { showRun(list_->currentIndex()); });
    connect(chartBar_, &ChartBar::exportRequested, this, &TrainingPage::exportChartRequested);
    connect(chart_, &RunChart::markClicked, this, [this](std::size_t mark) {
        strip_->choose(mark);
        Q_EMIT playRequested(strip_->previews()[mark]);
    });
    connect(strip_, &PreviewStrip::chosenChanged, chart_, &RunChart::chooseMark);
    connect(strip_, &PreviewStrip::playRequested, this, &TrainingPage::playRequested);
    connect(strip_, &PreviewStrip::pauseRequested, this, &TrainingPage::playbackPauseRequested);
    connect(strip_, &PreviewStrip::seekRequested, this, &TrainingPage::seekRequested);
}

void TrainingPage::setMaterial(const TrainingMaterial& material)
{
    plan_->setMaterial(material);
    showState();
    if (isVisible())
        wantEstimates();
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

TrainingRun* TrainingPage::activeRun()
{
    return active_ < runs_.size() ? &runs_[active_] : nullptr;
}

TrainingRun* TrainingPage::runOf(std::int64_t run)
{
    const auto found = std::ranges::find(runs_, run, &TrainingRun::run);
    return run == 0 || found == runs_.end() ? nullptr : &*found;
}

void TrainingPage::add(TrainingRun run)
{
    runs_.push_back(std::move(run));
    list_->add(runs_.back().name, summaryOf(runs_.back()));
    list(runs_.size() - 1);
}

/// Brings a run's line in the list up to date.
void TrainingPage::list(std::size_t index)
{
    const TrainingRun& run = runs_[index];
    list_->setSummary(index, summaryOf(run));
    list_->setNote(index, run.note);
    list_->setActions(index, {.hasModel = run.hasModel(),
                              .canGoOn = run.canGoOn(),
                              .canEdit = run.run != 0 && !(isActive(index) && story_.running())});
}

void TrainingPage::addReadyModel(const std::shared_ptr<const model::Model>& model)
{
    add({.name = QString::fromStdString(model->card.name), .state = TrainingRun::State::Model, .model = model});
}

void TrainingPage::addEarlierRun(TrainingRun run)
{
    run.historyKnown = run.run == 0;
    add(std::move(run));
}

void TrainingPage::setRuns(std::vector<TrainingRun> kept)
{
    const std::int64_t activeRunNumber = activeRun() ? activeRun()->run : 0;
    const std::int64_t shown = list_->count() > 0 ? runs_[list_->currentIndex()].run : 0;
    std::vector<TrainingRun> runs;
    std::ranges::copy_if(runs_, std::back_inserter(runs), [](const TrainingRun& run) { return run.run == 0; });
    for (TrainingRun& run : kept) {
        const TrainingRun* known = runOf(run.run);
        runs.push_back(known ? *known : run);
        runs.back().historyKnown = known && known->historyKnown;
        runs.back().name = run.name;
        runs.back().note = run.note;
    }
    const bool keepsActive = activeRunNumber == 0; // a run that is not kept stays where it is
    runs_ = std::move(runs);
    list_->clear();
    active_ = keepsActive ? active_ : std::numeric_limits<std::size_t>::max();
    {
        const QSignalBlocker silence(list_);
        for (std::size_t i = 0; i < runs_.size(); ++i) {
            if (activeRunNumber != 0 && runs_[i].run == activeRunNumber)
                active_ = i;
            list_->add(runs_[i].name, summaryOf(runs_[i]));
            list(i);
        }
    }
    if (runs_.empty())
        return;
    const auto same = std::ranges::find(runs_, shown, &TrainingRun::run);
    const auto index = static_cast<std::size_t>(same - runs_.begin());
    const std::size_t chosen = std::min(index, runs_.size() - 1);
    list_->choose(chosen);
    showRun(chosen);
}

void TrainingPage::addImportedModel(std::int64_t model, const QString& name)
{
    add({.name = name, .state = TrainingRun::State::Model, .number = model});
}

void TrainingPage::setRecord(std::int64_t run, const std::vector<training::TrainingReport>& history,
                             std::vector<generation::Preview> previews)
{
    TrainingRun* found = runOf(run);
    if (!found)
        return;
    found->history = history;
    found->previews = std::move(previews);
    found->historyKnown = true;
    const auto index = static_cast<std::size_t>(found - runs_.data());
    if (isActive(index)) // it goes on: the story begins where it was
        for (const training::TrainingReport& report : history)
            story_.add(report);
    if (list_->currentIndex() == index || list_->compared().size() > 1)
        showRun(list_->currentIndex());
}

void TrainingPage::setModel(std::int64_t number, const std::shared_ptr<const model::Model>& model)
{
    const auto found = std::ranges::find(runs_, number, &TrainingRun::number);
    if (found == runs_.end())
        return;
    found->model = model;
    Q_EMIT modelChosen(model);
}

std::int64_t TrainingPage::numberOf(const std::shared_ptr<const model::Model>& model) const
{
    const auto run = std::ranges::find(runs_, model, &TrainingRun::model);
    return run == runs_.end() ? 0 : run->number;
}

void TrainingPage::setRunNumber(std::int64_t run)
{
    if (TrainingRun* active = activeRun())
        active->run = run;
}

void TrainingPage::setModelNumber(std::int64_t run, std::int64_t model)
{
    if (TrainingRun* found = runOf(run))
        found->number = model;
}

QString TrainingPage::newestName() const
{
    return active_ < runs_.size() ? runs_[active_].name : QString();
}

void TrainingPage::offerToResume(std::int64_t run, const QString& words)
{
    offered_ = run;
    message_->show(MessageKind::Info, words, tr("Go on"));
}

void TrainingPage::chooseModel(std::size_t index)
{
    if (runs_[index].model)
        Q_EMIT modelChosen(runs_[index].model);
    else if (runs_[index].number != 0)
        Q_EMIT modelWanted(runs_[index].number);
}

/// Takes up a run where it stopped, or begins another one from its model.
void TrainingPage::goOn(std::size_t index)
{
    if (story_.running())
        return;
    if (runs_[index].state == TrainingRun::State::Paused && isActive(index))
        Q_EMIT continueRequested();
    else if (runs_[index].canGoOn())
        Q_EMIT resumeRequested(runs_[index].run);
    else
        Q_EMIT furtherRequested(config(), TrainingRun(runs_[index])); // the list grows meanwhile
}

void TrainingPage::runStarted(const training::TrainingConfig& config, const QString& from)
{
    message_->dismiss();
    story_.start();
    const auto number =
        std::ranges::count_if(runs_, [](const TrainingRun& run) { return run.state != TrainingRun::State::Model; }) + 1;
    const QString what = from.isEmpty() ? titleOf(plan_->preset()) : tr("from %1").arg(from);
    active_ = runs_.size();
    list_->compareNothing(); // the run that begins is what one wants to see
    add({.name = tr("Run %1 · %2").arg(number).arg(what), .config = config});
    showState();
}

void TrainingPage::runResumed(std::int64_t run)
{
    TrainingRun* found = runOf(run);
    if (!found)
        return;
    message_->dismiss();
    active_ = static_cast<std::size_t>(found - runs_.data());
    found->state = TrainingRun::State::Running;
    story_.start();
    for (const training::TrainingReport& report : found->history)
        story_.add(report);
    story_.resume();
    list_->choose(active_);
    list(active_);
    showState();
}

void TrainingPage::setFacts(const training::RunFacts& facts)
{
    TrainingRun* run = activeRun();
    if (!run)
        return;
    run->facts = facts;
    list(active_);
    if (list_->currentIndex() == active_)
        showRun(active_);
}

void TrainingPage::addReports(const std::vector<training::TrainingReport>& reports)
{
    TrainingRun* run = activeRun();
    if (!run)
        return;
    const bool shown = list_->currentIndex() == active_;
    const bool comparing = list_->compared().size() > 1;
    const bool repeats = !run->history.empty() && reports.front().seconds < run->history.back().seconds;
    for (const training::TrainingReport& report : reports) {
        story_.add(report);
        training::addTo(run->history, report);
        if (shown && !repeats && !comparing)
            appendReport(*chart_, chartBar_->measure(), report);
    }
    run->facts.seconds = reports.back().seconds;
    run->facts.bestNll = story_.best().value_or(run->facts.bestNll);
    list(active_);
    const bool checked =
        std::ranges::any_of(reports, [](const training::TrainingReport& report) { return report.valid.has_value(); });
    if ((comparing && checked) || (shown && repeats))
        showRun(list_->currentIndex());
    showState();
}

void TrainingPage::addPreview(const generation::Preview& preview)
{
    TrainingRun* run = activeRun();
    if (!run)
        return;
    std::erase_if(run->previews, [&](const auto& old) { return old.seconds >= preview.seconds; });
    run->previews.push_back(preview);
    if (list_->currentIndex() == active_ && list_->compared().size() < 2)
        showPreviews();
}

void TrainingPage::runPaused()
{
    story_.pause();
    if (TrainingRun* run = activeRun()) {
        run->state = TrainingRun::State::Paused;
        list(active_);
    }
    showState();
}

void TrainingPage::runContinues()
{
    story_.resume();
    if (TrainingRun* run = activeRun()) {
        run->state = TrainingRun::State::Running;
        list(active_);
    }
    showState();
}

void TrainingPage::runFinished(const training::TrainingOutcome& outcome)
{
    story_.finish(outcome.reason);
    if (TrainingRun* run = activeRun()) {
        run->model = outcome.model;
        run->state = outcome.reason == training::StopReason::Stopped ? TrainingRun::State::Stopped
                                                                     : TrainingRun::State::Finished;
        list(active_);
    }
    showState();
}

void TrainingPage::runFailed(const Error& error)
{
    story_.fail();
    if (TrainingRun* run = activeRun(); run && run->state == TrainingRun::State::Running) {
        run->state = error.fault == Fault::Cancelled ? TrainingRun::State::Stopped : TrainingRun::State::Failed;
        list(active_);
    }
    if (error.fault != Fault::Cancelled)
        message_->show(MessageKind::Error, QString::fromStdString(explain(error)));
    showState();
}

void TrainingPage::showState()
{
    header_->show(story_, plan_->material().pieces > 0);
    plan_->setEnabled(!story_.running());
    const bool anyRun = list_->count() > 0;
    const std::size_t shown = anyRun ? list_->currentIndex() : 0;
    const TrainingStory story = !anyRun || isActive(shown) ? story_ : storyOf(runs_[shown]);
    figures_->show(story, anyRun ? runs_[shown].facts : training::RunFacts());
    const bool comparing = list_->compared().size() > 1;
    comparison_->setVisible(comparing);
    figures_->setVisible(!comparing && story.phase() != TrainingStory::Phase::Idle); // else there is nothing to say
    chartBar_->setVisible(chart_->drawing().hasPoints());
}

void TrainingPage::showRun(std::size_t index)
{
    if (index >= runs_.size())
        return;
    if (const auto compared = comparedRuns(); compared.size() > 1)
        return compare(compared);
    const TrainingRun& run = runs_[index];
    if (!std::exchange(runs_[index].historyKnown, true))
        Q_EMIT recordWanted(run.run);
    const Measure measure = chartBar_->measure();
    showMeasure(*chart_, measure);
    if (const auto level = baselineValue(measure, run.facts))
        chart_->setLevels({{tr("always guessing"), *level}});
    for (const training::TrainingReport& report : run.history)
        appendReport(*chart_, measure, report);
    showPreviews();
    showState();
}

/// Those whose curves are laid over each other; what is not known of them yet is asked for.
std::vector<const TrainingRun*> TrainingPage::comparedRuns()
{
    std::vector<const TrainingRun*> compared;
    for (const std::size_t index : list_->compared())
        compared.push_back(&runs_[index]);
    if (compared.size() > 1)
        for (const std::size_t index : list_->compared())
            if (!std::exchange(runs_[index].historyKnown, true))
                Q_EMIT recordWanted(runs_[index].run);
    return compared;
}

void TrainingPage::compare(std::span<const TrainingRun* const> runs)
{
    showCompared(*chart_, chartBar_->measure(), runs);
    comparison_->show(runs);
    strip_->hide();
    showState();
}

void TrainingPage::showPreviews()
{
    const std::size_t shown = list_->currentIndex();
    const auto& previews = runs_[shown].previews;
    std::vector<double> seconds;
    for (const generation::Preview& preview : previews)
        seconds.push_back(preview.seconds);
    chart_->setMarks(std::move(seconds));
    strip_->setPreviews(previews);
    strip_->setVisible(!previews.empty());
}

bool TrainingPage::showsInside() const
{
    return middle_->currentIndex() == 1;
}

void TrainingPage::setPlayback(bool playing, std::optional<Seconds> position)
{
    strip_->setPlaying(playing, position);
}

std::optional<generation::Preview> TrainingPage::shownPreview() const
{
    return strip_->chosen() ? std::optional(strip_->previews()[*strip_->chosen()]) : std::nullopt;
}

std::vector<training::TrainingReport> TrainingPage::historyOf(const std::shared_ptr<const model::Model>& model) const
{
    const auto run = std::ranges::find(runs_, model, &TrainingRun::model);
    return run == runs_.end() ? std::vector<training::TrainingReport>{} : run->history;
}

} // namespace cadenza::ui

#include "moc_training_page.cpp"
