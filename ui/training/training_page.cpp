#include "ui/training/training_page.h"

#include "core/base/explain.h"
#include "ui/style/icon.h"
#include "ui/style/message_bar.h"
#include "ui/style/theme.h"
#include "ui/training/learning_curve.h"
#include "ui/training/loss_chart.h"
#include "ui/training/run_list.h"
#include "ui/training/training_figures.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSlider>
#include <QSplitter>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cadenza::ui {
namespace {

constexpr int kProgressSteps = 1000;

void setPrimary(QPushButton* button, bool primary)
{
    if (primary)
        asPrimary(button, Accent::Training);
    else
        button->setProperty("primary", QVariant());
    button->style()->unpolish(button); // the style sheet looks at properties only then
    button->style()->polish(button);
}

QString runSummary(const TrainingStory& story)
{
    const QString length = story.last() ? clockText(story.last()->seconds) : u"0:00"_s;
    return story.best() ? QObject::tr("%1 · best %2").arg(length).arg(*story.best(), 0, 'f', 2) : length;
}

} // namespace

TrainingPage::TrainingPage(QWidget* parent) : QWidget(parent)
{
    setObjectName(u"trainingPage"_s);
    setAccessibleName(tr("Train"));
    plan_ = new TrainingPlan;
    list_ = new RunList;
    message_ = new MessageBar;
    splitter_ = new QSplitter(Qt::Horizontal);
    splitter_->setObjectName(u"trainingSplitter"_s);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    column->addWidget(progress_);
    column->addWidget(splitter_, 1);
    for (QWidget* part : std::initializer_list<QWidget*>{plan_, makeMiddle(), list_})
        splitter_->addWidget(part);
    splitter_->setStretchFactor(1, 1);
    splitter_->setSizes({300, 700, 220});
    setFocusProxy(list_); // Space is about the music: no button holds the focus unasked
    connect(plan_, &TrainingPlan::addMusicRequested, this, &TrainingPage::addMusicRequested);
    connect(list_, &RunList::chosen, this, &TrainingPage::showRun);
    connect(list_, &RunList::modelRequested, this, &TrainingPage::chooseModel);
    connect(message_, &MessageBar::actionRequested, this, &TrainingPage::resumeRequested);
    showState();
}

QWidget* TrainingPage::makeHeader()
{
    auto* header = new QWidget;
    auto* title = asHeading(new QLabel(tr("Train a model")));
    state_ = asSecondary(new QLabel);
    state_->setObjectName(u"trainingState"_s);
    state_->setWordWrap(true);
    main_ = new QPushButton;
    main_->setObjectName(u"trainButton"_s);
    connect(main_, &QPushButton::clicked, this, &TrainingPage::pressMain);
    auto* runs = new QToolButton;
    runs->setObjectName(u"showRuns"_s);
    runs->setAccessibleName(tr("Show the runs"));
    runs->setToolTip(tr("Show or hide the runs"));
    runs->setIcon(icon(u"panel-right"_s));
    runs->setCheckable(true);
    runs->setChecked(true);
    connect(runs, &QToolButton::toggled, list_, &QWidget::setVisible);
    progress_ = new QProgressBar;
    progress_->setObjectName(u"trainingProgress"_s);
    progress_->setAccessibleName(tr("Training progress"));
    progress_->setRange(0, kProgressSteps);
    progress_->setTextVisible(false);
    progress_->setProperty("thin", true);

    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(title);
    words->addWidget(state_);
    auto* line = new QHBoxLayout(header);
    line->setContentsMargins(measure::kLarge, measure::kMedium, measure::kLarge, measure::kMedium);
    line->setSpacing(measure::kMedium);
    line->addLayout(words, 1);
    line->addWidget(runs);
    line->addWidget(main_);
    return header;
}

QWidget* TrainingPage::makeMiddle()
{
    chart_ = new LossChart;
    setLearningLines(*chart_);
    chart_->setEmptyText(tr("Press Train and watch the model learn here: the lower the curves, the better it foresees "
                            "the next note. Validation is measured on music it has not trained on."));
    figures_ = new TrainingFigures;
    auto* middle = new QWidget;
    auto* column = new QVBoxLayout(middle);
    column->setContentsMargins(measure::kLarge, measure::kSmall, measure::kLarge, measure::kLarge);
    column->setSpacing(measure::kSmall);
    column->addWidget(message_);
    auto* overlay = new QGridLayout; // the dials of the chart share the line with the name of its axis
    overlay->setContentsMargins(0, 0, 0, 0);
    overlay->addWidget(chart_, 0, 0);
    chartBar_ = makeChartBar();
    overlay->addWidget(chartBar_, 0, 0, Qt::AlignTop | Qt::AlignRight);
    column->addLayout(overlay, 1);
    column->addSpacing(measure::kSmall);
    column->addWidget(figures_);
    return middle;
}

QWidget* TrainingPage::makeChartBar()
{
    auto* bar = new QWidget;
    auto* label = asSecondary(new QLabel(tr("Smoothing")));
    auto* smoothing = new QSlider(Qt::Horizontal);
    smoothing->setObjectName(u"smoothing"_s);
    smoothing->setAccessibleName(tr("Smoothing of the training curve"));
    smoothing->setRange(0, 99);
    smoothing->setValue(90);
    smoothing->setFixedWidth(110);
    connect(smoothing, &QSlider::valueChanged, chart_, [this](int value) { chart_->setSmoothing(value / 100.0); });
    auto* logarithmic = asQuiet(new QPushButton(tr("Log scale")));
    logarithmic->setObjectName(u"logScale"_s);
    logarithmic->setAccessibleName(tr("Logarithmic scale"));
    logarithmic->setCheckable(true);
    connect(logarithmic, &QPushButton::toggled, chart_,
            [this](bool on) { chart_->setVerticalScale(on ? ScaleKind::Logarithmic : ScaleKind::Linear); });
    auto* line = new QHBoxLayout(bar);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(measure::kSmall);
    line->addWidget(label);
    line->addWidget(smoothing);
    line->addWidget(logarithmic);
    return bar;
}

void TrainingPage::setMaterial(const TrainingMaterial& material)
{
    plan_->setMaterial(material);
    showState();
}

training::TrainingConfig TrainingPage::config() const
{
    return plan_->config();
}

void TrainingPage::pressMain()
{
    if (!story_.running()) {
        Q_EMIT trainRequested(config());
        return;
    }
    story_.askedToStop();
    showState();
    Q_EMIT stopRequested();
}

void TrainingPage::addReadyModel(const std::shared_ptr<const model::Model>& model)
{
    ++readyModels_;
    runs_.push_back({.name = QString::fromStdString(model->card.name), .history = {}, .model = model});
    list_->add(runs_.back().name, tr("ready-trained"));
    list_->setHasModel(runs_.size() - 1, true);
}

void TrainingPage::addEarlierRun(const EarlierRun& run)
{
    runs_.push_back(
        {.name = run.name, .history = {}, .model = {}, .run = run.run, .number = run.model, .historyKnown = false});
    list_->add(run.name, run.summary);
    list_->setHasModel(runs_.size() - 1, run.model != 0);
}

void TrainingPage::addImportedModel(std::int64_t model, const QString& name)
{
    addEarlierRun({.run = 0, .model = model, .name = name, .summary = tr("imported")});
}

void TrainingPage::setHistory(std::int64_t run, const std::vector<training::TrainingReport>& history)
{
    const auto found = std::ranges::find(runs_, run, &Run::run);
    if (found == runs_.end())
        return;
    found->history = history;
    found->historyKnown = true;
    if (const auto index = static_cast<std::size_t>(found - runs_.begin()); list_->currentIndex() == index)
        showRun(index);
}

void TrainingPage::setModel(std::int64_t number, const std::shared_ptr<const model::Model>& model)
{
    const auto found = std::ranges::find(runs_, number, &Run::number);
    if (found == runs_.end())
        return;
    found->model = model;
    Q_EMIT modelChosen(model);
}

std::int64_t TrainingPage::numberOf(const std::shared_ptr<const model::Model>& model) const
{
    const auto run = std::ranges::find(runs_, model, &Run::model);
    return run == runs_.end() ? 0 : run->number;
}

void TrainingPage::setNumbers(std::int64_t run, std::int64_t model)
{
    if (active_ >= runs_.size())
        return;
    runs_[active_].run = run;
    runs_[active_].number = model;
}

QString TrainingPage::newestName() const
{
    return active_ < runs_.size() ? runs_[active_].name : QString();
}

void TrainingPage::offerToResume(const QString& words)
{
    message_->show(MessageKind::Info, words, tr("Go on"));
}

void TrainingPage::chooseModel(std::size_t index)
{
    if (runs_[index].model)
        Q_EMIT modelChosen(runs_[index].model);
    else if (runs_[index].number != 0)
        Q_EMIT modelWanted(runs_[index].number);
}

void TrainingPage::runStarted()
{
    message_->dismiss();
    story_.start();
    const std::size_t number = runs_.size() - readyModels_ + 1;
    runs_.push_back({.name = tr("Run %1 · %2").arg(number).arg(titleOf(plan_->preset())), .history = {}, .model = {}});
    active_ = runs_.size() - 1;
    list_->add(runs_.back().name, tr("preparing"));
    showState();
}

void TrainingPage::runResumed(std::int64_t run)
{
    message_->dismiss();
    story_.start();
    active_ = static_cast<std::size_t>(std::ranges::find(runs_, run, &Run::run) - runs_.begin());
    list_->choose(active_);
    list_->setSummary(active_, tr("preparing"));
    showState();
}

void TrainingPage::addReports(const std::vector<training::TrainingReport>& reports)
{
    if (active_ >= runs_.size())
        return;
    const bool shown = list_->currentIndex() == active_;
    for (const training::TrainingReport& report : reports) {
        story_.add(report);
        runs_[active_].history.push_back(report);
        if (shown)
            appendReport(*chart_, report);
    }
    list_->setSummary(active_, runSummary(story_));
    showState();
}

void TrainingPage::runFinished(const training::TrainingOutcome& outcome)
{
    story_.finish(outcome.reason);
    if (active_ < runs_.size()) {
        runs_[active_].model = outcome.model;
        list_->setSummary(active_, runSummary(story_));
        list_->setHasModel(active_, outcome.model != nullptr);
    }
    showState();
}

void TrainingPage::runFailed(const Error& error)
{
    story_.fail();
    if (active_ < runs_.size())
        list_->setSummary(active_, error.fault == Fault::Cancelled ? tr("stopped") : tr("failed"));
    if (error.fault != Fault::Cancelled)
        message_->show(MessageKind::Error, QString::fromStdString(explain(error)));
    showState();
}

void TrainingPage::showState()
{
    const TrainingMaterial& material = plan_->material();
    const bool running = story_.running();
    const bool ready = material.pieces > 0;
    const QString words = story_.words();
    state_->setText(!words.isEmpty() ? words
                    : ready          ? tr("Ready to learn. You can stop at any moment and keep what it has learnt.")
                                     : tr("Choose music to learn from first."));
    state_->setAccessibleName(state_->text());
    main_->setText(!running                                           ? tr("Train")
                   : story_.phase() == TrainingStory::Phase::Stopping ? tr("Stopping…")
                                                                      : tr("Stop"));
    main_->setAccessibleName(running ? tr("Stop training") : tr("Train"));
    main_->setIcon(running ? icon(u"stop"_s) : icon(u"train"_s, ready ? Tint::OnAccent : Tint::Secondary));
    main_->setEnabled(running ? story_.phase() != TrainingStory::Phase::Stopping : ready);
    if (main_->property("primary").isValid() == running)
        setPrimary(main_, !running);
    progress_->setValue(running ? static_cast<int>(story_.progress() * kProgressSteps) : 0);
    plan_->setEnabled(!running);
    figures_->show(story_);
    const bool anyRun = runs_.size() > readyModels_;
    figures_->setVisible(story_.phase() != TrainingStory::Phase::Idle); // nothing to say before there is a run
    chartBar_->setVisible(anyRun);
}

void TrainingPage::showRun(std::size_t index)
{
    if (index >= runs_.size())
        return;
    if (!std::exchange(runs_[index].historyKnown, true))
        Q_EMIT historyWanted(runs_[index].run);
    chart_->clear();
    for (const training::TrainingReport& report : runs_[index].history)
        appendReport(*chart_, report);
}

std::vector<training::TrainingReport> TrainingPage::historyOf(const std::shared_ptr<const model::Model>& model) const
{
    const auto run = std::ranges::find(runs_, model, &Run::model);
    return run == runs_.end() ? std::vector<training::TrainingReport>{} : run->history;
}

} // namespace cadenza::ui

#include "moc_training_page.cpp"
