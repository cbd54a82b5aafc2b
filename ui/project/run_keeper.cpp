#include "ui/project/run_keeper.h"

#include <algorithm>
#include <utility>

namespace cadenza::ui {

using project::Project;

namespace {

template <class Value>
QFuture<Value> ready(Value value)
{
    QPromise<Value> promise;
    promise.start();
    promise.addResult(std::move(value));
    promise.finish();
    return promise.future();
}

std::vector<std::string> idsOf(std::span<const library::Entry> entries)
{
    std::vector<std::string> ids;
    for (const library::Entry& entry : entries)
        ids.push_back(entry.id);
    return ids;
}

/// A run on these pieces, which are kept as its selection.
Result<project::RunId> beginRunOn(Project& project, const std::string& name, const training::TrainingConfig& config,
                                  std::vector<project::PieceRef> pieces)
{
    const auto selection = project.put(project::Selection{.name = name, .pieces = std::move(pieces)});
    return project.beginRun(name, config, selection.value_or(project::SelectionId{}));
}

Result<project::ModelId> modelInUse(const Project* project, project::ModelId model)
{
    if (!project || !model)
        return failure(Fault::NotFound, "the model in use", "it came with the program; train or import one first");
    return model;
}

} // namespace

QFuture<RunKeeper::BegunRun> RunKeeper::beginRun(const QString& name, const training::TrainingConfig& config,
                                                 std::span<const library::Entry> entries)
{
    if (!desk_.keeping())
        return ready(BegunRun{});
    return desk_.ask<BegunRun>(
        [memory = desk_.memory(), name = name.toStdString(), config, ids = idsOf(entries)](Project* project) {
            BegunRun begun;
            const auto run = project ? beginRunOn(*project, name, config, memory->refsOf(ids)) : project::RunId{};
            if (run && *run) {
                begun.run = *run;
                begun.checkpoints.file = project->checkpointOf(*run);
            }
            return begun;
        });
}

QFuture<project::RunId> RunKeeper::beginElsewhere(const QString& name, const training::TrainingConfig& config,
                                                  const training::RunFacts& facts,
                                                  std::span<const library::Entry> entries)
{
    if (!desk_.keeping())
        return ready(project::RunId{});
    return desk_.ask<project::RunId>(
        [memory = desk_.memory(), name = name.toStdString(), config, facts, ids = idsOf(entries)](Project* project) {
            const auto run = project ? beginRunOn(*project, name, config, memory->refsOf(ids)) : project::RunId{};
            const bool kept =
                run && *run && project->setFacts(*run, facts) && project->setState(*run, project::RunState::Elsewhere);
            return kept ? *run : project::RunId{};
        });
}

QFuture<bool> RunKeeper::keepArrived(project::RunId run, const std::shared_ptr<const model::Model>& model)
{
    return desk_
        .ask<Result<project::ModelId>>([run, model](Project* project) -> Result<project::ModelId> {
            if (!project)
                return project::ModelId{};
            const auto id = project->addModel(*model, model->card.name, run);
            if (!id)
                return std::unexpected(id.error());
            const auto done = project->setState(run, project::RunState::Finished);
            return done ? Result<project::ModelId>(*id) : std::unexpected(done.error());
        })
        .then(this, [this, run](const Result<project::ModelId>& kept) { return tellKept(run, kept); });
}

QFuture<bool> RunKeeper::keepStopped(project::RunId run, const std::shared_ptr<const model::Model>& model)
{
    return desk_
        .ask<Result<project::ModelId>>([run, model](Project* project) -> Result<project::ModelId> {
            if (!project)
                return project::ModelId{};
            const auto known = project->models();
            if (!known)
                return std::unexpected(known.error());
            const std::string hash = model::contentHash(*model);
            const bool kept = std::ranges::any_of(*known, [&](const project::ModelRecord& record) {
                return record.run == run && record.contentHash == hash;
            });
            return kept ? project::ModelId{} : project->addModel(*model, model->card.name, run);
        })
        .then(this, [this, run](const Result<project::ModelId>& kept) { return tellKept(run, kept); });
}

bool RunKeeper::tellKept(project::RunId run, const Result<project::ModelId>& model)
{
    if (!model)
        Q_EMIT desk_.failed(model.error());
    else if (*model)
        Q_EMIT modelKept(run, *model);
    return model && *model;
}

QFuture<RunKeeper::BegunRun> RunKeeper::resumeRun(project::RunId run)
{
    return desk_.ask<BegunRun>([run](Project* project) {
        BegunRun begun{.run = run};
        if (project && project->setState(run, project::RunState::Running))
            begun.checkpoints = {.file = project->checkpointOf(run), .resume = training::Resume::IfThere};
        return begun;
    });
}

void RunKeeper::addReports(project::RunId run, const std::vector<training::TrainingReport>& reports)
{
    if (run)
        desk_.store([run, reports](Project& project, ProjectMemory&) { return project.addReports(run, reports); });
}

void RunKeeper::setFacts(project::RunId run, const training::RunFacts& facts)
{
    if (run)
        desk_.store([run, facts](Project& project, ProjectMemory&) { return project.setFacts(run, facts); });
}

void RunKeeper::addPreview(project::RunId run, const generation::Preview& preview)
{
    if (run)
        desk_.store([run, preview](Project& project, ProjectMemory&) { return project.addPreview(run, preview); });
}

QFuture<std::vector<double>> RunKeeper::keepMoment(project::RunId run, double seconds,
                                                   const std::shared_ptr<const model::Model>& model)
{
    if (!run || !desk_.keeping())
        return ready(std::vector<double>());
    desk_.store(
        [run, seconds, model](Project& project, ProjectMemory&) { return project.keepMoment(run, seconds, *model); });
    return desk_.ask<std::vector<double>>(
        [run](Project* project) { return project ? project->momentsOf(run) : std::vector<double>(); });
}

QFuture<Result<std::shared_ptr<const model::Model>>> RunKeeper::loadMoment(project::RunId run, double seconds)
{
    using Loaded = Result<std::shared_ptr<const model::Model>>;
    return desk_.ask<Loaded>([run, seconds](Project* project) -> Loaded {
        return project ? project->loadMoment(run, seconds) : failure(Fault::NotFound, "model");
    });
}

void RunKeeper::endRun(project::RunId run, const training::TrainingOutcome& outcome)
{
    if (!run || !desk_.keeping())
        return;
    const auto state =
        outcome.reason == training::StopReason::Stopped ? project::RunState::Stopped : project::RunState::Finished;
    desk_
        .ask<Result<project::ModelId>>(
            [memory = desk_.memory(), run, state, model = outcome.model](Project* project) -> Result<project::ModelId> {
                if (!project)
                    return project::ModelId{};
                const auto id = project->addModel(*model, model->card.name, run);
                if (!id)
                    return std::unexpected(id.error());
                memory->model = *id;
                auto done = project->setState(run, state);
                if (done)
                    done = project->setState(kModelState, id->value);
                return done ? Result<project::ModelId>(*id) : std::unexpected(done.error());
            })
        .then(this, [this, run](const Result<project::ModelId>& model) { tellKept(run, model); });
}

void RunKeeper::endRun(project::RunId run, project::RunState state)
{
    if (run)
        desk_.store([run, state](Project& project, ProjectMemory&) { return project.setState(run, state); });
}

void RunKeeper::useModel(project::ModelId model)
{
    desk_.store([model](Project& project, ProjectMemory& memory) {
        memory.model = model;
        return project.setState(kModelState, model.value);
    });
}

QFuture<RunKeeper::RunRecord> RunKeeper::recordOf(project::RunId run)
{
    return desk_.ask<RunRecord>([run](Project* project) {
        RunRecord record;
        if (project) {
            record.history = project->historyOf(run).value_or(std::vector<training::TrainingReport>{});
            record.previews = project->previewsOf(run).value_or(std::vector<generation::Preview>{});
            record.moments = project->momentsOf(run);
        }
        return record;
    });
}

QFuture<Result<std::shared_ptr<const model::Model>>> RunKeeper::loadModel(project::ModelId model)
{
    using Loaded = Result<std::shared_ptr<const model::Model>>;
    return desk_.ask<Loaded>([model](Project* project) -> Loaded {
        return project ? project->loadModel(model) : failure(Fault::NotFound, "model");
    });
}

QFuture<std::vector<std::string>> RunKeeper::musicOf(project::SelectionId selection)
{
    using Ids = std::vector<std::string>;
    return desk_.ask<Ids>([memory = desk_.memory(), selection](Project* project) {
        Ids ids;
        const auto selections = project ? project->selections() : Result<std::vector<project::Selection>>();
        if (!selections)
            return ids;
        const auto found = std::ranges::find(*selections, selection, &project::Selection::id);
        if (found == selections->end())
            return ids;
        for (const project::PieceRef& piece : found->pieces)
            ids.push_back(entryIdOf(piece, memory->sources));
        return ids;
    });
}

QFuture<Result<model::ModelCard>> RunKeeper::cardInUse()
{
    return desk_.ask<Result<model::ModelCard>>([memory = desk_.memory()](Project* project) -> Result<model::ModelCard> {
        const auto model = modelInUse(project, memory->model);
        return model ? project->cardOf(*model) : std::unexpected(model.error());
    });
}

QFuture<Result<void>> RunKeeper::exportModel(const std::filesystem::path& target, const model::ModelCard& card,
                                             model::Precision precision)
{
    return desk_.ask<Result<void>>(
        [memory = desk_.memory(), target, card, precision](Project* project) -> Result<void> {
            const auto model = modelInUse(project, memory->model);
            return model ? project->exportModel(*model, target, card, precision) : std::unexpected(model.error());
        });
}

} // namespace cadenza::ui

#include "moc_run_keeper.cpp"
