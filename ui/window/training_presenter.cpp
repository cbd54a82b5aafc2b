#include "ui/window/training_presenter.h"

#include "core/training/fine_tuning.h"
#include "core/training/presets.h"
#include "ui/document/document.h"
#include "ui/training/chart_scale.h"
#include "ui/training/training_material.h"
#include "ui/training/training_page.h"

#include <QtConcurrent>

#include <algorithm>
#include <utility>

namespace cadenza::ui {
namespace {

using namespace std::chrono_literals;

constexpr double kPreviewsOfARun = 24.0;

/// Often enough to hear it learn, seldom enough to cost next to nothing.
std::chrono::duration<double> previewPause(const training::TrainingConfig& config)
{
    const double length = config.time.value_or(10min).count();
    return std::chrono::duration<double>(std::clamp(length / kPreviewsOfARun, 5.0, 120.0));
}

/// As `midi::partSelectionFrom` reads it.
std::string toText(const midi::PartSelection& parts)
{
    std::string text;
    for (const std::string& word : parts.words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

} // namespace

TrainingPresenter::TrainingPresenter(Document& document, TrainingPage& page, PlaybackPresenter& playback,
                                     training::LearnerFactory makeLearner, ProjectKeeper& keeper, QObject* parent)
    : QObject(parent), document_(document), page_(page), keeper_(keeper), kept_(page, keeper),
      watch_(document, page, playback), calibration_(makeLearner), job_(std::move(makeLearner))
{
    connect(&document_, &Document::changed, this, [this](Change what) {
        if (what == Change::Library || what == Change::LeftOut)
            showMaterial();
    });
    connect(&page_, &TrainingPage::estimatesWanted, this, [this] { calibration_.start(selection().entries); });
    connect(&calibration_, &CalibrationJob::measured, this,
            [this](const CalibrationJob::Estimates& estimates) { page_.setEstimates(estimates); });
    connect(&job_, &TrainingJob::prepared, this, &TrainingPresenter::keepFacts);
    connect(&job_, &TrainingJob::progressed, this, &TrainingPresenter::note);
    connect(&job_, &TrainingJob::finished, this, &TrainingPresenter::conclude);
    connect(&job_, &TrainingJob::failed, this, &TrainingPresenter::fail);
    connect(&previews_, &PreviewJob::made, this, &TrainingPresenter::keep);
    connectPage();
}

void TrainingPresenter::connectPage()
{
    connect(&page_, &TrainingPage::trainRequested, this,
            [this](const training::TrainingConfig& config) { train(config); });
    connect(&page_, &TrainingPage::partsChosen, this, [this] {
        showMaterial();
        keeper_.keepState(kPartsState, toText(page_.config().parts));
    });
    connect(&keeper_, &ProjectKeeper::opened, this, [this](const OpenedProject& project) {
        page_.setParts(midi::partSelectionFrom(project.trainedParts));
        showMaterial();
    });
    connect(&page_, &TrainingPage::furtherRequested, this, &TrainingPresenter::trainFurther);
    connect(&page_, &TrainingPage::pauseRequested, this, &TrainingPresenter::pause);
    connect(&page_, &TrainingPage::continueRequested, this, &TrainingPresenter::goOn);
    connect(&page_, &TrainingPage::stopRequested, this, &TrainingPresenter::stop);
    connect(&page_, &TrainingPage::resumeRequested, this, &TrainingPresenter::resume);
    connect(&page_, &TrainingPage::modelChosen, this, [this](const std::shared_ptr<const model::Model>& model) {
        keeper_.runs().useModel({page_.numberOf(model)});
        useModel(model, page_.historyOf(model));
    });
}

/// A run of the project goes on with the music and the settings that it had.
void TrainingPresenter::resume(std::int64_t number)
{
    if (running())
        return;
    if (const auto known = orders_.find(number); known != orders_.end()) {
        order_ = known->second;
        page_.runResumed(number);
        paused_ = Paused{};
        return goOn();
    }
    const project::Run* found = kept_.find(number);
    if (!found)
        return;
    preparing_ = true;
    asked_ = Asked::Nothing;
    paused_.reset();
    page_.runResumed(number);
    keeper_.runs().musicOf(found->selection).then(this, [this, run = *found](const std::vector<std::string>& ids) {
        order_ = {.config = run.config, .fromName = QString::fromStdString(run.facts.from), .facts = run.facts};
        for (const library::Entry& entry : document_.library().entries)
            if (std::ranges::find(ids, entry.id) != ids.end())
                order_.entries.push_back(entry);
        keeper_.runs().resumeRun(run.id).then(this, [this](const RunKeeper::BegunRun& begun) {
            order_.begun = begun;
            start();
        });
    });
    Q_EMIT started();
}

void TrainingPresenter::showMaterial()
{
    page_.setMaterial(selection().material);
}

/// The music that is trained on now, and the parts of it.
TrainingSelection TrainingPresenter::selection() const
{
    return trainableTogether(document_.trainingLibrary(), page_.config().parts);
}

void TrainingPresenter::trainForAMinute()
{
    auto config = training::configFor(training::Preset::Quick, selection().material.notes);
    config.time = 60s;
    config.parts = page_.config().parts;
    train(config);
}

void TrainingPresenter::train(training::TrainingConfig config, const std::shared_ptr<const model::Model>& from,
                              const QString& fromName)
{
    if (running())
        return;
    preparing_ = true;
    asked_ = Asked::Nothing;
    paused_.reset();
    if (from) {
        config = training::goingOnFrom(*from, std::move(config));
        config.learningRate *= training::kGentler;
    }
    page_.runStarted(config, fromName);
    order_ = {trainableTogether(document_.trainingLibrary(), config.parts).entries, config, from, fromName, {}, {}};
    keeper_.runs()
        .beginRun(page_.newestName(), config, order_.entries)
        .then(this, [this](const RunKeeper::BegunRun& begun) {
            order_.begun = begun;
            page_.setRunNumber(begun.run.value);
            if (begun.checkpoints.file.empty())
                order_.begun.checkpoints.file = scratch_.filePath(QStringLiteral("run.checkpoint")).toStdString();
            start();
        });
    Q_EMIT started();
}

void TrainingPresenter::trainFurther(const training::TrainingConfig& config, const TrainingRun& from,
                                     std::optional<double> moment)
{
    if (from.model && !moment)
        return train(config, from.model, from.name);
    const QString name = moment ? tr("%1 at %2").arg(from.name, clockText(*moment)) : from.name;
    auto loaded = moment ? keeper_.runs().loadMoment({from.run}, *moment) : keeper_.runs().loadModel({from.number});
    loaded.then(this, [this, config, name](const Result<std::shared_ptr<const model::Model>>& model) {
        if (model)
            train(config, *model, name);
        else
            page_.runFailed(model.error());
    });
}

/// What the run sounded like, and the model that made it, to go on from there one day.
void TrainingPresenter::keep(const generation::Preview& preview, const std::shared_ptr<const model::Model>& model)
{
    page_.addPreview(preview);
    keeper_.runs().addPreview(order_.begun.run, preview);
    if (preview.seconds > 0.0)
        keeper_.runs()
            .keepMoment(order_.begun.run, preview.seconds, model)
            .then(this, [this, run = order_.begun.run.value](const std::vector<double>& moments) {
                page_.setMoments(run, moments);
            });
}

void TrainingPresenter::start()
{
    preparing_ = false;
    fall_.reset();
    if (asked_ != Asked::Nothing) // before it had begun
        return fail(Error{Fault::Cancelled, {}, {}, {}});
    calibration_.stop(); // the run has the processor to itself
    job_.start(order_.entries, order_.config, order_.begun.checkpoints,
               {.from = order_.from, .snapshots = previews_.begin(document_.seedPiece(), previewPause(order_.config))});
}

void TrainingPresenter::pause()
{
    asked_ = Asked::Pause;
    job_.stop();
}

/// The run that was paused in this window.
void TrainingPresenter::goOn()
{
    if (!paused_ || running())
        return;
    paused_.reset();
    asked_ = Asked::Nothing;
    page_.runContinues();
    order_.begun.checkpoints.resume = training::Resume::IfThere;
    keeper_.runs().endRun(order_.begun.run, project::RunState::Running);
    start();
    Q_EMIT started();
}

void TrainingPresenter::keepFacts(const training::RunFacts& facts)
{
    const training::RunFacts before = std::exchange(order_.facts, facts);
    order_.facts.from = order_.fromName.toStdString();
    if (order_.begun.checkpoints.resume == training::Resume::IfThere) {
        order_.facts.seconds = before.seconds;
        order_.facts.bestNll = before.bestNll;
    }
    page_.setFacts(order_.facts);
    keeper_.runs().setFacts(order_.begun.run, order_.facts);
}

/// A run that has a number can be taken up again as it was.
void TrainingPresenter::remember()
{
    if (order_.begun.run)
        orders_[order_.begun.run.value] = order_;
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
    if (paused_) {
        const Paused paused = *std::exchange(paused_, std::nullopt);
        return paused.outcome ? finish(*paused.outcome) : fail(Error{Fault::Cancelled, {}, {}, {}});
    }
    asked_ = Asked::Stop;
    job_.stop();
}

void TrainingPresenter::note(const std::vector<training::TrainingReport>& reports)
{
    if (!fall_)
        fall_ = LossFall{reports.front().trainNll, reports.front().trainNll};
    fall_->last = reports.back().trainNll;
    page_.addReports(reports);
    keeper_.runs().addReports(order_.begun.run, reports);
    Q_EMIT progressed(reports);
}

/// The run has ended: for good, or until it goes on.
void TrainingPresenter::conclude(const training::TrainingOutcome& outcome)
{
    if (std::exchange(asked_, Asked::Nothing) != Asked::Pause || outcome.reason != training::StopReason::Stopped)
        return finish(outcome);
    paused_ = Paused{outcome};
    remember();
    keeper_.runs().endRun(order_.begun.run, project::RunState::Interrupted);
    page_.runPaused();
    Q_EMIT ended();
}

void TrainingPresenter::finish(const training::TrainingOutcome& outcome)
{
    page_.runFinished(outcome);
    const model::ModelCard& card = outcome.model->card;
    const model::Model& model = *outcome.model;
    order_.facts.hidden = model.classic ? model.classic->shape.hidden : model.shape.hidden;
    order_.facts.seconds = card.seconds;
    order_.facts.bestNll = card.validNll;
    order_.facts.endedEarly = outcome.reason == training::StopReason::EarlyStopping;
    keeper_.runs().setFacts(order_.begun.run, order_.facts);
    remember();
    keeper_.runs().endRun(order_.begun.run, outcome);
    previews_.add({card.seconds, outcome.model});
    useModel(outcome.model, page_.historyOf(outcome.model));
    if (outcome.reason != training::StopReason::Stopped)
        Q_EMIT done(page_.newestName() + QStringLiteral(": ") + page_.story().words());
    Q_EMIT ended();
}

void TrainingPresenter::fail(const Error& error)
{
    const bool asked = error.fault == Fault::Cancelled;
    remember();
    if (std::exchange(asked_, Asked::Nothing) == Asked::Pause && asked) { // before it had learnt anything
        paused_ = Paused{};
        keeper_.runs().endRun(order_.begun.run, project::RunState::Interrupted);
        page_.runPaused();
    } else {
        keeper_.runs().endRun(order_.begun.run, asked ? project::RunState::Stopped : project::RunState::Failed);
        page_.runFailed(error);
        Q_EMIT failed(error);
    }
    Q_EMIT ended();
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
