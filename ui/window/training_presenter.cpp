#include "ui/window/training_presenter.h"

#include "core/training/presets.h"
#include "ui/document/document.h"
#include "ui/training/training_material.h"
#include "ui/training/training_page.h"

#include <QtConcurrent>

#include <algorithm>
#include <utility>

namespace cadenza::ui {
namespace {

using namespace std::chrono_literals;

QString wordsFor(const project::Run& run)
{
    switch (run.state) {
    case project::RunState::Running: return TrainingPresenter::tr("running elsewhere");
    case project::RunState::Finished: return TrainingPresenter::tr("finished");
    case project::RunState::Stopped: return TrainingPresenter::tr("stopped");
    case project::RunState::Failed: return TrainingPresenter::tr("failed");
    case project::RunState::Interrupted: break;
    }
    return TrainingPresenter::tr("interrupted");
}

} // namespace

TrainingPresenter::TrainingPresenter(Document& document, TrainingPage& page, training::LearnerFactory makeLearner,
                                     ProjectKeeper& keeper, QObject* parent)
    : QObject(parent), document_(document), page_(page), keeper_(keeper), job_(std::move(makeLearner))
{
    connect(&document_, &Document::changed, this, [this](Change what) {
        if (what == Change::Library || what == Change::LeftOut)
            showMaterial();
    });
    connect(&page_, &TrainingPage::trainRequested, this, &TrainingPresenter::train);
    connect(&page_, &TrainingPage::stopRequested, this, &TrainingPresenter::stop);
    connect(&page_, &TrainingPage::modelChosen, this, [this](const std::shared_ptr<const model::Model>& model) {
        keeper_.useModel({page_.numberOf(model)});
        useModel(model, page_.historyOf(model));
    });
    connect(&job_, &TrainingJob::progressed, this, &TrainingPresenter::note);
    connect(&job_, &TrainingJob::finished, this, &TrainingPresenter::finish);
    connect(&job_, &TrainingJob::failed, this, [this](const Error& error) {
        const bool asked = error.fault == Fault::Cancelled;
        keeper_.endRun(run_, asked ? project::RunState::Stopped : project::RunState::Failed);
        page_.runFailed(error);
        Q_EMIT failed(error);
    });
    connectKeeper();
}

void TrainingPresenter::connectKeeper()
{
    connect(&keeper_, &ProjectKeeper::opened, this, &TrainingPresenter::showEarlierRuns);
    connect(&keeper_, &ProjectKeeper::modelKept, this,
            [this](project::RunId run, project::ModelId model) { page_.setNumbers(run.value, model.value); });
    connect(&page_, &TrainingPage::resumeRequested, this, &TrainingPresenter::resume);
    connect(&page_, &TrainingPage::historyWanted, this, [this](std::int64_t run) {
        keeper_.historyOf({run}).then(this, [this, run](const std::vector<training::TrainingReport>& history) {
            page_.setHistory(run, history);
        });
    });
    connect(&page_, &TrainingPage::modelWanted, this, [this](std::int64_t number) {
        keeper_.loadModel({number}).then(this,
                                         [this, number](const Result<std::shared_ptr<const model::Model>>& model) {
                                             if (model)
                                                 page_.setModel(number, *model);
                                             else
                                                 page_.runFailed(model.error());
                                         });
    });
}

void TrainingPresenter::showEarlierRuns(const OpenedProject& project)
{
    for (const project::Run& run : project.runs) {
        if (run.state == project::RunState::Interrupted)
            interrupted_ = run;
        page_.addEarlierRun({run.id.value, run.model.value, QString::fromStdString(run.name), wordsFor(run)});
    }
    if (interrupted_)
        page_.offerToResume(tr("%1 was interrupted. It can go on from where it was last stored.")
                                .arg(QString::fromStdString(interrupted_->name)));
}

/// The interrupted run goes on with the music and the settings that it had.
void TrainingPresenter::resume()
{
    if (!interrupted_ || running())
        return;
    const project::Run run = *std::exchange(interrupted_, std::nullopt);
    preparing_ = true;
    page_.runResumed(run.id.value);
    keeper_.musicOf(run.selection).then(this, [this, run](const std::vector<std::string>& ids) {
        std::vector<library::Entry> entries;
        for (const library::Entry& entry : document_.library().entries)
            if (std::ranges::find(ids, entry.id) != ids.end())
                entries.push_back(entry);
        keeper_.resumeRun(run.id).then(
            this, [this, run, entries](const ProjectKeeper::BegunRun& begun) { start(entries, run.config, begun); });
    });
    Q_EMIT started();
}

void TrainingPresenter::showMaterial()
{
    page_.setMaterial(trainableTogether(document_.trainingLibrary()).material);
}

void TrainingPresenter::trainForAMinute()
{
    auto config =
        training::configFor(training::Preset::Quick, trainableTogether(document_.trainingLibrary()).material.notes);
    config.time = 60s;
    train(config);
}

void TrainingPresenter::train(training::TrainingConfig config)
{
    if (running())
        return;
    preparing_ = true;
    page_.runStarted();
    auto entries = trainableTogether(document_.trainingLibrary()).entries;
    keeper_.beginRun(page_.newestName(), config, entries)
        .then(this, [this, entries, config](const ProjectKeeper::BegunRun& begun) { start(entries, config, begun); });
    Q_EMIT started();
}

void TrainingPresenter::start(const std::vector<library::Entry>& entries, const training::TrainingConfig& config,
                              const ProjectKeeper::BegunRun& begun)
{
    preparing_ = false;
    fall_.reset();
    run_ = begun.run;
    job_.start(entries, config, begun.checkpoints);
}

void TrainingPresenter::openReadyModel(const std::filesystem::path& file)
{
    if (!std::filesystem::exists(file))
        return;
    using Opened = Result<std::shared_ptr<const model::Network>>;
    openingReadyModel_ = true;
    QtConcurrent::run([file]() -> Opened {
        const auto model = model::readModel(file);
        if (!model)
            return std::unexpected(model.error());
        return std::make_shared<const model::Network>(*model);
    }).then(this, [this](const Opened& network) {
        openingReadyModel_ = false;
        if (!network) {
            page_.runFailed(network.error());
            return;
        }
        const std::shared_ptr<const model::Model> model((*network), &(*network)->model());
        page_.addReadyModel(model);
        if (!document_.network() && !job_.running())
            document_.setNetwork(*network);
    });
}

void TrainingPresenter::stop()
{
    job_.stop();
}

void TrainingPresenter::note(const std::vector<training::TrainingReport>& reports)
{
    if (!fall_)
        fall_ = LossFall{reports.front().trainNll, reports.front().trainNll};
    fall_->last = reports.back().trainNll;
    page_.addReports(reports);
    keeper_.addReports(run_, reports);
    Q_EMIT progressed(reports);
}

void TrainingPresenter::finish(const training::TrainingOutcome& outcome)
{
    page_.runFinished(outcome);
    keeper_.endRun(run_, outcome);
    useModel(outcome.model, outcome.history);
}

void TrainingPresenter::useModel(const std::shared_ptr<const model::Model>& model,
                                 const std::vector<training::TrainingReport>& history)
{
    // Packing the weights of a large network takes longer than a frame.
    QtConcurrent::run([model] {
        return std::make_shared<const model::Network>(model);
    }).then(this, [this, history](const std::shared_ptr<const model::Network>& network) {
        document_.setNetwork(network, history);
    });
}

} // namespace cadenza::ui
