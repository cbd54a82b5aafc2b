#include "ui/project/project_keeper.h"

#include "core/library/library.h"

#include <algorithm>
#include <string>
#include <utility>

namespace cadenza::ui {

using project::Project;

/// Where the sources are and what is in use, on the project's thread.
struct ProjectKeeper::Kept {
    std::vector<project::SourcePlace> sources;
    project::SeedId seed{};
    project::ModelId model{};

    [[nodiscard]] std::vector<project::PieceRef> refsOf(std::span<const std::string> ids) const
    {
        std::vector<project::PieceRef> refs;
        for (const std::string& id : ids)
            if (auto ref = project::pieceOf(sources, id))
                refs.push_back(std::move(*ref));
        return refs;
    }
};

namespace {

std::string nameOf(const library::Library& library, const Seed& seed)
{
    const auto entry = std::ranges::find(library.entries, seed.entryId, &library::Entry::id);
    return (entry == library.entries.end() ? seed.entryId : entry->title) + ", note " + std::to_string(seed.first + 1);
}

template <class Value>
QFuture<Value> ready(Value value)
{
    QPromise<Value> promise;
    promise.start();
    promise.addResult(std::move(value));
    promise.finish();
    return promise.future();
}

} // namespace

ProjectKeeper::ProjectKeeper(Document& document, QObject* parent)
    : QObject(parent), document_(document), kept_(std::make_shared<Kept>())
{
    connect(&document_, &Document::changed, this, [this](Change what) {
        if (what == Change::Library) // after the page has shown it, and chosen what it chooses by itself
            QMetaObject::invokeMethod(this, [this] { restoreSeed(); }, Qt::QueuedConnection);
        else if (what == Change::Seed)
            storeSeed();
    });
}

ProjectKeeper::~ProjectKeeper()
{
    stopping_.request_stop();
    store([](Project& project, Kept&) { return project.backUp(); });
}

void ProjectKeeper::open(const std::filesystem::path& folder, std::vector<std::filesystem::path> places)
{
    folder_ = folder;
    thread_
        .open<Result<OpenedProject>>([kept = kept_, folder, places = std::move(places)](auto& project) {
            auto opened = openProject(folder, places, project);
            if (opened) {
                kept->sources = opened->sources;
                kept->model = opened->model;
            }
            return opened;
        })
        .then(this, [this](const Result<OpenedProject>& project) {
            if (project)
                return restore(*project);
            const auto refused = std::exchange(folder_, {});
            Q_EMIT notOpened();
            if (project.error().fault == Fault::ProjectDamaged)
                Q_EMIT damaged(refused);
            else
                Q_EMIT failed(project.error());
        });
}

void ProjectKeeper::restore(const OpenedProject& project)
{
    readOnly_ = project.readOnly.has_value();
    wantedSeed_ = project.seed;
    Q_EMIT opened(project);
    if (project.network)
        document_.setNetwork(project.network);
    restoreSeed();
    if (!project.takes.empty())
        document_.setTakes(project.takes);
}

/// The seed of last time, as soon as its piece is there.
void ProjectKeeper::restoreSeed()
{
    if (!wantedSeed_ || !document_.entry(wantedSeed_->entryId))
        return;
    const Seed seed = *std::exchange(wantedSeed_, std::nullopt);
    document_.select(seed.entryId);
    const library::Entry* entry = document_.entry(seed.entryId);
    if (entry->piece && seed.first + seed.count <= entry->notes)
        document_.setSeed(seed);
}

/// Does `work` on the project's thread, in turn, where there is a project that can be written to.
void ProjectKeeper::store(std::function<Result<void>(Project&, Kept&)> work)
{
    if (!keeping())
        return;
    thread_
        .ask<Result<void>>([kept = kept_, work = std::move(work)](Project* project) {
            return project ? work(*project, *kept) : Result<void>();
        })
        .then(this, [this](const Result<void>& stored) {
            if (!stored)
                Q_EMIT failed(stored.error());
        });
}

void ProjectKeeper::addMusic(const std::vector<std::filesystem::path>& places)
{
    store([places, library = document_.library(), stop = stopping_.get_token()](Project& project,
                                                                                Kept& kept) -> Result<void> {
        bool more = false;
        for (const auto& place : places) {
            const bool known = std::ranges::any_of(kept.sources, [&](const auto& old) { return old.found == place; });
            if (known)
                continue;
            const auto described = project::describeSource(place, library, stop);
            if (!described)
                return described.error().fault == Fault::Cancelled ? Result<void>()
                                                                   : std::unexpected(described.error());
            const auto id = project.addSource(described->source, described->pieces);
            if (!id)
                return std::unexpected(id.error());
            more = true;
        }
        if (!more)
            return {};
        if (auto found = project::findSources(project, {}, stop))
            kept.sources = std::move(*found);
        return {};
    });
}

void ProjectKeeper::storeSeed()
{
    const auto& seed = document_.seed();
    if (!seed || wantedSeed_) // what the page chooses until the seed of last time is there is not a person's choice
        return;
    store([seed = *seed, name = nameOf(document_.library(), *seed)](Project& project, Kept& kept) -> Result<void> {
        const auto refs = kept.refsOf(std::span(&seed.entryId, 1));
        if (refs.empty())
            return {}; // of music that is not in the project
        const auto seeds = project.seeds();
        if (!seeds)
            return std::unexpected(seeds.error());
        const auto same = std::ranges::find_if(*seeds, [&](const project::Seed& old) {
            return old.piece == refs.front() && old.first == seed.first && old.count == seed.count;
        });
        if (same != seeds->end()) {
            kept.seed = same->id;
        } else {
            const auto id = project.put(
                project::Seed{.name = name, .piece = refs.front(), .first = seed.first, .count = seed.count});
            if (!id)
                return std::unexpected(id.error());
            kept.seed = *id;
        }
        return project.setState(kSeedState, kept.seed.value);
    });
}

QFuture<ProjectKeeper::BegunRun> ProjectKeeper::beginRun(const QString& name, const training::TrainingConfig& config,
                                                         std::span<const library::Entry> entries)
{
    if (!keeping())
        return ready(BegunRun{});
    std::vector<std::string> ids;
    for (const library::Entry& entry : entries)
        ids.push_back(entry.id);
    return thread_.ask<BegunRun>([kept = kept_, name = name.toStdString(), config, ids](Project* project) {
        BegunRun begun;
        if (!project)
            return begun;
        const auto selection = project->put(project::Selection{.name = name, .pieces = kept->refsOf(ids)});
        const auto run = project->beginRun(name, config, selection.value_or(project::SelectionId{}));
        if (run) {
            begun.run = *run;
            begun.checkpoints.file = project->checkpointOf(*run);
        }
        return begun;
    });
}

QFuture<ProjectKeeper::BegunRun> ProjectKeeper::resumeRun(project::RunId run)
{
    return thread_.ask<BegunRun>([run](Project* project) {
        BegunRun begun{.run = run};
        if (project && project->setState(run, project::RunState::Running))
            begun.checkpoints = {.file = project->checkpointOf(run), .resume = training::Resume::IfThere};
        return begun;
    });
}

void ProjectKeeper::addReports(project::RunId run, const std::vector<training::TrainingReport>& reports)
{
    if (run)
        store([run, reports](Project& project, Kept&) { return project.addReports(run, reports); });
}

void ProjectKeeper::endRun(project::RunId run, const training::TrainingOutcome& outcome)
{
    if (!run || !keeping())
        return;
    const auto state =
        outcome.reason == training::StopReason::Stopped ? project::RunState::Stopped : project::RunState::Finished;
    thread_
        .ask<Result<project::ModelId>>(
            [kept = kept_, run, state, model = outcome.model](Project* project) -> Result<project::ModelId> {
                if (!project)
                    return project::ModelId{};
                const auto id = project->addModel(*model, model->card.name, run);
                if (!id)
                    return std::unexpected(id.error());
                kept->model = *id;
                auto done = project->setState(run, state);
                if (done)
                    done = project->setState(kModelState, id->value);
                return done ? Result<project::ModelId>(*id) : std::unexpected(done.error());
            })
        .then(this, [this, run](const Result<project::ModelId>& model) {
            if (!model)
                Q_EMIT failed(model.error());
            else if (*model)
                Q_EMIT modelKept(run, *model);
        });
}

void ProjectKeeper::endRun(project::RunId run, project::RunState state)
{
    if (run)
        store([run, state](Project& project, Kept&) { return project.setState(run, state); });
}

void ProjectKeeper::useModel(project::ModelId model)
{
    store([model](Project& project, Kept& kept) {
        kept.model = model;
        return project.setState(kModelState, model.value);
    });
}

void ProjectKeeper::addTakes(const std::vector<generation::Take>& takes)
{
    store([takes](Project& project, Kept& kept) -> Result<void> {
        std::string ids;
        for (const generation::Take& take : takes) {
            const auto id = project.addTake(
                take, {.name = "Take " + std::to_string(take.index + 1) + " of " + std::to_string(take.randomSeed),
                       .seed = kept.seed,
                       .model = kept.model});
            if (!id)
                return std::unexpected(id.error());
            ids += std::to_string(id->value) + ' ';
        }
        return project.setState(kTakesState, ids);
    });
}

QFuture<std::vector<training::TrainingReport>> ProjectKeeper::historyOf(project::RunId run)
{
    using History = std::vector<training::TrainingReport>;
    return thread_.ask<History>(
        [run](Project* project) { return project ? project->historyOf(run).value_or(History{}) : History{}; });
}

QFuture<Result<std::shared_ptr<const model::Model>>> ProjectKeeper::loadModel(project::ModelId model)
{
    using Loaded = Result<std::shared_ptr<const model::Model>>;
    return thread_.ask<Loaded>([model](Project* project) -> Loaded {
        return project ? project->loadModel(model) : failure(Fault::NotFound, "model");
    });
}

QFuture<std::vector<std::string>> ProjectKeeper::musicOf(project::SelectionId selection)
{
    using Ids = std::vector<std::string>;
    return thread_.ask<Ids>([kept = kept_, selection](Project* project) {
        Ids ids;
        const auto selections = project ? project->selections() : Result<std::vector<project::Selection>>();
        if (!selections)
            return ids;
        const auto found = std::ranges::find(*selections, selection, &project::Selection::id);
        if (found == selections->end())
            return ids;
        for (const project::PieceRef& piece : found->pieces)
            for (const project::SourcePlace& place : kept->sources)
                if (place.source.id == piece.source && place.found)
                    ids.push_back(project::entryIdOf(place, piece.member));
        return ids;
    });
}

QFuture<Result<void>> ProjectKeeper::exportModel(const std::filesystem::path& target)
{
    return thread_.ask<Result<void>>([kept = kept_, target](Project* project) -> Result<void> {
        if (!project || !kept->model)
            return failure(Fault::NotFound, "the model in use", "it came with the program; train or import one first");
        return project->exportModel(kept->model, target);
    });
}

QFuture<Result<void>> ProjectKeeper::withProject(std::function<Result<void>(Project&, std::stop_token)> work)
{
    return thread_.ask<Result<void>>(
        [work = std::move(work), stop = stopping_.get_token()](Project* project) -> Result<void> {
            return project ? work(*project, stop) : failure(Fault::NotProject, "");
        });
}

} // namespace cadenza::ui

#include "moc_project_keeper.cpp"
