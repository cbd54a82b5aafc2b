#include "ui/window/training_presenter.h"

#include "core/base/explain.h"
#include "core/generation/foretelling.h"
#include "core/midi/tempo_map.h"
#include "core/training/presets.h"
#include "ui/document/document.h"
#include "ui/style/label_dialog.h"
#include "ui/style/message_bar.h"
#include "ui/training/chart_export.h"
#include "ui/training/inside_view.h"
#include "ui/training/run_chart.h"
#include "ui/training/training_material.h"
#include "ui/training/training_page.h"
#include "ui/window/chart_export_dialog.h"
#include "ui/window/playback_presenter.h"

#include <QtConcurrent>

#include <algorithm>
#include <iterator>
#include <utility>

namespace cadenza::ui {
namespace {

using namespace std::chrono_literals;

constexpr double kPreviewsOfARun = 24.0;
constexpr double kGentler = 0.25;  ///< share of the learning rate where a model is trained further
constexpr std::size_t kLeadIn = 6; ///< notes of the seed that are heard before what was made

TrainingRun::State stateOf(project::RunState state)
{
    switch (state) {
    case project::RunState::Running: return TrainingRun::State::Running;
    case project::RunState::Finished: return TrainingRun::State::Finished;
    case project::RunState::Stopped: return TrainingRun::State::Stopped;
    case project::RunState::Failed: return TrainingRun::State::Failed;
    case project::RunState::Interrupted: break;
    }
    return TrainingRun::State::Interrupted;
}

TrainingRun listed(const project::Run& run)
{
    return {.name = QString::fromStdString(run.name),
            .note = QString::fromStdString(run.note),
            .state = stateOf(run.state),
            .config = run.config,
            .facts = run.facts,
            .run = run.id.value,
            .number = run.model.value};
}

/// Often enough to hear it learn, seldom enough to cost next to nothing.
std::chrono::duration<double> previewPause(const training::TrainingConfig& config)
{
    const double length = config.time.value_or(10min).count();
    return std::chrono::duration<double>(std::clamp(length / kPreviewsOfARun, 5.0, 120.0));
}

/// Just before the network's own notes.
Seconds leadInOf(const generation::Preview& preview)
{
    const auto notes = midi::notesInOrder(*preview.piece);
    if (notes.empty() || preview.seedNotes >= notes.size())
        return Seconds{0.0};
    const std::size_t first = preview.seedNotes > kLeadIn ? preview.seedNotes - kLeadIn : 0;
    return midi::TempoMap(*preview.piece).secondsAt(notes[first].note.onset);
}

} // namespace

TrainingPresenter::TrainingPresenter(Document& document, TrainingPage& page, PlaybackPresenter& playback,
                                     training::LearnerFactory makeLearner, ProjectKeeper& keeper, QObject* parent)
    : QObject(parent), document_(document), page_(page), playback_(playback), keeper_(keeper),
      calibration_(makeLearner), job_(std::move(makeLearner))
{
    connect(&document_, &Document::changed, this, [this](Change what) {
        if (what == Change::Library || what == Change::LeftOut)
            showMaterial();
        else if ((what == Change::Seed || what == Change::Model) && page_.showsInside())
            lookInside();
    });
    connect(&page_, &TrainingPage::estimatesWanted, this,
            [this] { calibration_.start(trainableTogether(document_.trainingLibrary()).entries); });
    connect(&calibration_, &CalibrationJob::measured, this,
            [this](const CalibrationJob::Estimates& estimates) { page_.setEstimates(estimates); });
    connect(&job_, &TrainingJob::prepared, this, &TrainingPresenter::keepFacts);
    connect(&job_, &TrainingJob::progressed, this, &TrainingPresenter::note);
    connect(&job_, &TrainingJob::finished, this, &TrainingPresenter::conclude);
    connect(&job_, &TrainingJob::failed, this, &TrainingPresenter::fail);
    connect(&previews_, &PreviewJob::made, this, [this](const generation::Preview& preview) {
        page_.addPreview(preview);
        keeper_.addPreview(order_.begun.run, preview);
    });
    connectPage();
    connectKeeper();
}

void TrainingPresenter::connectPage()
{
    connect(&page_, &TrainingPage::trainRequested, this,
            [this](const training::TrainingConfig& config) { train(config); });
    connect(&page_, &TrainingPage::furtherRequested, this, &TrainingPresenter::trainFurther);
    connect(&page_, &TrainingPage::pauseRequested, this, &TrainingPresenter::pause);
    connect(&page_, &TrainingPage::continueRequested, this, &TrainingPresenter::goOn);
    connect(&page_, &TrainingPage::stopRequested, this, &TrainingPresenter::stop);
    connect(&page_, &TrainingPage::resumeRequested, this, &TrainingPresenter::resume);
    connect(&page_, &TrainingPage::modelChosen, this, [this](const std::shared_ptr<const model::Model>& model) {
        keeper_.useModel({page_.numberOf(model)});
        useModel(model, page_.historyOf(model));
    });
    connect(&page_, &TrainingPage::playRequested, this, &TrainingPresenter::play);
    connect(&page_, &TrainingPage::playbackPauseRequested, &playback_, &PlaybackPresenter::toggle);
    connect(&page_, &TrainingPage::seekRequested, this, [this](Seconds position) {
        if (playback_.cued().kind == Playable::Kind::Preview)
            playback_.seek(position);
    });
    connect(&page_, &TrainingPage::exportChartRequested, this, &TrainingPresenter::exportChart);
    connect(&page_, &TrainingPage::insideWanted, this, &TrainingPresenter::lookInside);
    connect(&playback_, &PlaybackPresenter::moved, this, [this](const Playable& what, Seconds at, bool playing) {
        const auto shown = page_.shownPreview();
        const bool ours = what.kind == Playable::Kind::Preview && shown && shown->piece == what.piece;
        page_.setPlayback(ours && playing, ours ? std::optional(at) : std::nullopt);
    });
}

void TrainingPresenter::connectKeeper()
{
    connect(&keeper_, &ProjectKeeper::opened, this, &TrainingPresenter::showEarlierRuns);
    connect(&keeper_, &ProjectKeeper::itemsChanged, this, [this](const ProjectView& view) {
        earlier_ = view.runs;
        std::vector<TrainingRun> runs;
        std::ranges::transform(view.runs, std::back_inserter(runs), listed);
        page_.setRuns(std::move(runs));
    });
    connect(&page_, &TrainingPage::labelRequested, this, &TrainingPresenter::label);
    connect(&page_, &TrainingPage::deleteRequested, this, &TrainingPresenter::remove);
    connect(&keeper_, &ProjectKeeper::modelKept, this,
            [this](project::RunId run, project::ModelId model) { page_.setModelNumber(run.value, model.value); });
    connect(&page_, &TrainingPage::recordWanted, this, [this](std::int64_t run) {
        keeper_.recordOf({run}).then(this, [this, run](const ProjectKeeper::RunRecord& record) {
            page_.setRecord(run, record.history, record.previews);
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
    earlier_ = project.runs;
    const project::Run* interrupted = nullptr;
    for (const project::Run& run : earlier_) {
        if (run.state == project::RunState::Interrupted)
            interrupted = &run;
        page_.addEarlierRun(listed(run));
    }
    if (interrupted)
        page_.offerToResume(interrupted->id.value, tr("%1 was interrupted. It can go on from where it was last stored.")
                                                       .arg(QString::fromStdString(interrupted->name)));
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
    const auto found = std::ranges::find(earlier_, number, [](const project::Run& run) { return run.id.value; });
    if (found == earlier_.end())
        return;
    preparing_ = true;
    asked_ = Asked::Nothing;
    paused_.reset();
    page_.runResumed(number);
    keeper_.musicOf(found->selection).then(this, [this, run = *found](const std::vector<std::string>& ids) {
        order_ = {.config = run.config, .fromName = QString::fromStdString(run.facts.from)};
        for (const library::Entry& entry : document_.library().entries)
            if (std::ranges::find(ids, entry.id) != ids.end())
                order_.entries.push_back(entry);
        keeper_.resumeRun(run.id).then(this, [this](const ProjectKeeper::BegunRun& begun) {
            order_.begun = begun;
            start();
        });
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

void TrainingPresenter::train(training::TrainingConfig config, const std::shared_ptr<const model::Model>& from,
                              const QString& fromName)
{
    if (running())
        return;
    preparing_ = true;
    asked_ = Asked::Nothing;
    paused_.reset();
    if (from) {
        config.shape = from->shape;
        config.fitToMachine = false;
        config.learningRate *= kGentler;
    }
    page_.runStarted(config, fromName);
    order_ = {trainableTogether(document_.trainingLibrary()).entries, config, from, fromName, {}};
    keeper_.beginRun(page_.newestName(), config, order_.entries)
        .then(this, [this](const ProjectKeeper::BegunRun& begun) {
            order_.begun = begun;
            page_.setRunNumber(begun.run.value);
            if (begun.checkpoints.file.empty())
                order_.begun.checkpoints.file = scratch_.filePath(QStringLiteral("run.checkpoint")).toStdString();
            start();
        });
    Q_EMIT started();
}

void TrainingPresenter::trainFurther(const training::TrainingConfig& config, const TrainingRun& from)
{
    if (from.model)
        return train(config, from.model, from.name);
    keeper_.loadModel({from.number})
        .then(this, [this, config, name = from.name](const Result<std::shared_ptr<const model::Model>>& model) {
            if (model)
                train(config, *model, name);
            else
                page_.runFailed(model.error());
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
    keeper_.endRun(order_.begun.run, project::RunState::Running);
    start();
    Q_EMIT started();
}

void TrainingPresenter::keepFacts(const training::RunFacts& facts)
{
    const training::RunFacts before = std::exchange(facts_, facts);
    facts_.from = order_.fromName.toStdString();
    if (order_.begun.checkpoints.resume == training::Resume::IfThere) {
        facts_.seconds = before.seconds;
        facts_.bestNll = before.bestNll;
    }
    page_.setFacts(facts_);
    keeper_.setFacts(order_.begun.run, facts_);
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
    keeper_.addReports(order_.begun.run, reports);
    Q_EMIT progressed(reports);
}

/// The run has ended: for good, or until it goes on.
void TrainingPresenter::conclude(const training::TrainingOutcome& outcome)
{
    if (std::exchange(asked_, Asked::Nothing) != Asked::Pause || outcome.reason != training::StopReason::Stopped)
        return finish(outcome);
    paused_ = Paused{outcome};
    keeper_.endRun(order_.begun.run, project::RunState::Interrupted);
    page_.runPaused();
    Q_EMIT ended();
}

void TrainingPresenter::finish(const training::TrainingOutcome& outcome)
{
    page_.runFinished(outcome);
    const model::ModelCard& card = outcome.model->card;
    facts_.hidden = outcome.model->shape.hidden;
    facts_.seconds = card.seconds;
    facts_.bestNll = card.validNll;
    keeper_.setFacts(order_.begun.run, facts_);
    keeper_.endRun(order_.begun.run, outcome);
    previews_.add({card.seconds, outcome.model});
    useModel(outcome.model, page_.historyOf(outcome.model));
    if (outcome.reason != training::StopReason::Stopped)
        Q_EMIT done(page_.newestName() + QStringLiteral(": ") + page_.story().words());
    Q_EMIT ended();
}

void TrainingPresenter::fail(const Error& error)
{
    const bool asked = error.fault == Fault::Cancelled;
    if (std::exchange(asked_, Asked::Nothing) == Asked::Pause && asked) { // before it had learnt anything
        paused_ = Paused{};
        keeper_.endRun(order_.begun.run, project::RunState::Interrupted);
        page_.runPaused();
    } else {
        keeper_.endRun(order_.begun.run, asked ? project::RunState::Stopped : project::RunState::Failed);
        page_.runFailed(error);
        Q_EMIT failed(error);
    }
    Q_EMIT ended();
}

void TrainingPresenter::play(const generation::Preview& preview)
{
    Playable what;
    what.kind = Playable::Kind::Preview;
    what.name = tr("Preview");
    what.piece = preview.piece;
    playback_.play(what);
    playback_.seek(leadInOf(preview));
}

/// The model in use steps through the seed in use.
void TrainingPresenter::lookInside()
{
    const auto network = document_.network();
    const auto seed = document_.seedPiece();
    if (!network || !seed)
        return page_.inside().showNothing(network ? tr("Choose a seed on the library page to step through.")
                                                  : tr("Train a model first, then look inside."));
    const library::Entry* entry = document_.entry(document_.seed()->entryId);
    const QString name = entry ? QString::fromStdString(entry->title) : tr("the seed");
    QtConcurrent::run([network, seed] {
        return generation::foretell(*network, *seed);
    }).then(this, [this, network, name](const Result<std::vector<generation::Foretelling>>& foretold) {
        if (foretold)
            page_.inside().show(network->model().shape, network->model().timeBase, *foretold, name);
        else
            page_.inside().showNothing(QString::fromStdString(explain(foretold.error())));
    });
}

void TrainingPresenter::label(const TrainingRun& run)
{
    auto* dialog = new LabelDialog(run.name, run.name, run.note, &page_);
    connect(dialog, &LabelDialog::given, this,
            [this, id = project::RunId{run.run}, old = run.name](const QString& name, const QString& note) {
                keeper_.setLabel(id, old, name.isEmpty() ? old : name, note);
            });
    dialog->open();
}

void TrainingPresenter::remove(const TrainingRun& run)
{
    keeper_.remove(project::RunId{run.run}, run.name);
    page_.messages().show(MessageKind::Info, tr("%1 is deleted. Undo (Ctrl+Z) brings it back.").arg(run.name));
}

void TrainingPresenter::exportChart()
{
    const auto target = askWhereToExportChart(&page_, page_.newestName());
    if (!target)
        return;
    QtConcurrent::run([drawing = page_.chart().drawing(), palette = currentPalette(), font = page_.font(),
                       size = page_.chart().size(), file = *target] {
        return ui::exportChart(drawing, palette, font, size, file);
    }).then(this, [this, file = *target](const Result<void>& written) {
        const QString name = QString::fromStdString(file.filename().string());
        if (written)
            page_.messages().show(MessageKind::Good, tr("The chart was written to %1.").arg(name));
        else
            page_.runFailed(written.error());
    });
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
