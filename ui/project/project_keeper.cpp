#include "ui/project/project_keeper.h"

#include "core/library/library.h"

#include <QScopedValueRollback>

#include <algorithm>
#include <string>
#include <utility>

namespace cadenza::ui {

using project::Project;

/// Where the sources are and what is in use, on the project's thread.
struct ProjectKeeper::Kept {
    std::vector<project::SourcePlace> sources;
    project::ModelId model{};

    [[nodiscard]] std::vector<project::PieceRef> refsOf(std::span<const std::string> ids) const
    {
        std::vector<project::PieceRef> refs;
        for (const std::string& id : ids)
            refs.push_back(refOf(id, sources));
        return refs;
    }
    /// The project's seed of that place; it is made where there is none.
    [[nodiscard]] Result<project::SeedId> seedIn(Project& project, const Seed& place, const std::string& name) const
    {
        const project::PieceRef piece = refOf(place.entryId, sources);
        const auto seeds = project.seeds();
        if (!seeds)
            return std::unexpected(seeds.error());
        const auto same = std::ranges::find_if(*seeds, [&](const project::Seed& old) {
            return old.piece == piece && old.first == place.first && old.count == place.count;
        });
        if (same != seeds->end())
            return same->id;
        return project.put(project::Seed{.name = name, .piece = piece, .first = place.first, .count = place.count});
    }
};

namespace {

constexpr int kStarred = 5; ///< of 5, in a project

QString titleOf(const library::Library& library, const std::string& id)
{
    const auto entry = std::ranges::find(library.entries, id, &library::Entry::id);
    return QString::fromStdString(entry == library.entries.end() ? id : entry->title);
}

std::string nameOf(const library::Library& library, const Seed& seed)
{
    return titleOf(library, seed.entryId).toStdString() + ", note " + std::to_string(seed.first + 1);
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
    : QObject(parent), document_(document), steps_(new ProjectSteps(document.steps(), this)),
      kept_(std::make_shared<Kept>())
{
    constexpr int kSettled = 400; // ms
    seedTimer_.setSingleShot(true);
    seedTimer_.setInterval(kSettled);
    connect(&seedTimer_, &QTimer::timeout, this, &ProjectKeeper::storeSeed);
    connect(&document_, &Document::changed, this, &ProjectKeeper::follow);
    connect(steps_, &ProjectSteps::undoWished, this, [this] { travel(&project::History::undo); });
    connect(steps_, &ProjectSteps::redoWished, this, [this] { travel(&project::History::redo); });
}

ProjectKeeper::~ProjectKeeper()
{
    storePending();
    stopping_.request_stop();
    store([](Project& project, Kept&) { return project.backUp(); });
}

void ProjectKeeper::follow(Change what)
{
    if (what == Change::Library) // after the page has shown it, and chosen what it chooses by itself
        QMetaObject::invokeMethod(this, [this] { restoreSeed(); }, Qt::QueuedConnection);
    if (showing_ || !keeping())
        return;
    if (what == Change::Seed) {
        seedBy_ = document_.changedBy();
        seedTimer_.start();
    } else if (what == Change::LeftOut) {
        storeLeftOut();
    } else if (what == Change::Stars) {
        storeStars();
    }
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
    Q_EMIT opened(project);
    {
        const QScopedValueRollback showing(showing_, true);
        if (project.network)
            document_.setNetwork(project.network);
    }
    showChoices(project);
    showItems(project);
    if (keeping())
        steps_->reset(project.undoable, project.redoable);
}

void ProjectKeeper::showChoices(const ProjectView& view)
{
    const QScopedValueRollback showing(showing_, true);
    storedLeftOut_ = view.leftOut;
    storedStars_ = view.stars;
    if (document_.leftOut() != view.leftOut)
        document_.setLeftOut(view.leftOut);
    if (document_.stars() != view.stars)
        document_.setStars(view.stars);
    if (view.seed && view.seed != document_.seed()) {
        wantedSeed_ = view.seed;
        restoreSeed();
    }
}

void ProjectKeeper::showItems(const ProjectView& view)
{
    const QScopedValueRollback showing(showing_, true);
    const bool same =
        std::ranges::equal(document_.takes(), view.takes, {}, &generation::Take::piece, &generation::Take::piece);
    if (!same)
        document_.setTakes(view.takes, view.labels);
    else if (document_.takeLabels() != view.labels)
        document_.setTakeLabels(view.labels);
    Q_EMIT itemsChanged(view);
}

/// The seed of last time, as soon as its piece is there.
void ProjectKeeper::restoreSeed()
{
    if (!wantedSeed_ || !document_.entry(wantedSeed_->entryId))
        return;
    const QScopedValueRollback showing(showing_, true);
    const Seed seed = *std::exchange(wantedSeed_, std::nullopt);
    storedSeed_ = seed;
    document_.select(seed.entryId);
    const library::Entry* entry = document_.entry(seed.entryId);
    if (entry->piece && seed.first + seed.count <= entry->notes)
        document_.setSeed(seed);
}

/// What waits to be stored is stored first, so that `work` finds it.
template <class Value>
QFuture<Value> ProjectKeeper::ask(std::function<Value(Project* project)> work)
{
    storePending();
    return thread_.ask<Value>(std::move(work));
}

/// Does `work` on the project's thread, in turn, where there is a project that can be written to.
void ProjectKeeper::store(Work work)
{
    if (!keeping())
        return;
    ask<Result<void>>([kept = kept_, work = std::move(work)](Project* project) {
        return project ? work(*project, *kept) : Result<void>();
    }).then(this, [this](const Result<void>& stored) {
        if (!stored)
            Q_EMIT failed(stored.error());
    });
}

void ProjectKeeper::act(const QString& name, Work work, project::Joining joining)
{
    if (!keeping())
        return;
    using Done = Result<project::Performed>;
    ask<Done>([kept = kept_, work = std::move(work), name = name.toStdString(), joining](Project* project) -> Done {
        if (!project)
            return project::Performed::Nothing;
        return project->history().perform(name, [&] { return work(*project, *kept); }, joining);
    }).then(this, [this, name](const Done& done) {
        if (!done)
            Q_EMIT failed(done.error());
        else if (*done == project::Performed::Added)
            steps_->add(name);
    });
}

void ProjectKeeper::actOnItem(const QString& name, std::function<Result<void>(Project&)> work)
{
    if (!keeping())
        return;
    act(name, [work = std::move(work)](Project& project, Kept&) { return work(project); });
    view().then(this, [this](const Result<ProjectView>& view) {
        if (view)
            showItems(*view);
    });
}

QFuture<Result<ProjectView>> ProjectKeeper::view()
{
    return ask<Result<ProjectView>>([kept = kept_](Project* project) -> Result<ProjectView> {
        return project ? viewOf(*project, kept->sources) : failure(Fault::NotProject, "");
    });
}

/// Back or forth by one action; the steps are what the project says where that cannot be done.
void ProjectKeeper::travel(Result<std::string> (project::History::*way)())
{
    wantedSeed_.reset();
    ask<Result<void>>([way](Project* project) -> Result<void> {
        const auto travelled = project ? (project->history().*way)() : std::string();
        return travelled ? Result<void>() : std::unexpected(travelled.error());
    }).then(this, [this](const Result<void>& travelled) {
        if (!travelled)
            Q_EMIT failed(travelled.error());
        view().then(this, [this, failed = !travelled](const Result<ProjectView>& view) {
            if (!view)
                return;
            if (failed)
                steps_->reset(view->undoable, view->redoable);
            showChoices(*view);
            showItems(*view);
        });
    });
}

void ProjectKeeper::setLabel(project::Item item, const QString& what, const QString& name, const QString& note)
{
    actOnItem(tr("describe %1").arg(what),
              [item, name = name.toStdString(), note = note.toStdString()](Project& project) -> Result<void> {
                  if (auto renamed = project.rename(item, name); !renamed)
                      return renamed;
                  return project.setNote(item, note);
              });
}

void ProjectKeeper::remove(project::Item item, const QString& what)
{
    actOnItem(tr("delete %1").arg(what), [item](Project& project) -> Result<void> {
        const auto runs = item.kind == project::Kind::Run ? project.runs() : std::vector<project::Run>();
        if (!runs)
            return std::unexpected(runs.error());
        const auto run = std::ranges::find(*runs, item, [](const project::Run& one) { return project::Item(one.id); });
        if (run != runs->end() && run->model)
            if (auto removed = project.remove(run->model); !removed)
                return removed;
        return project.remove(item);
    });
}

void ProjectKeeper::star(project::TakeId take, const QString& what, bool starred)
{
    actOnItem(starred ? tr("star %1").arg(what) : tr("unstar %1").arg(what),
              [take, starred](Project& project) { return project.rate(take, starred ? kStarred : 0); });
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

QFuture<Result<ProjectKeeper::Search>> ProjectKeeper::findMusic(const std::filesystem::path& folder)
{
    auto search =
        ask<Result<Search>>([kept = kept_, folder, stop = stopping_.get_token()](Project* project) -> Result<Search> {
            auto places = project ? project::findSources(*project, std::span(&folder, 1), stop)
                                  : failure(Fault::NotProject, folder.string());
            if (!places)
                return std::unexpected(places.error());
            Search found;
            for (const project::SourcePlace& place : *places) {
                if (!place.found) {
                    found.missing.push_back(place.lastSeen);
                } else if (*place.found != place.lastSeen) {
                    found.found.push_back(*place.found);
                    if (!project->readOnlyBecause())
                        (void)project->moveSource(place.source.id, *place.found); // else one is asked again next time
                }
            }
            kept->sources = std::move(*places);
            return found;
        });
    view().then(this, [this](const Result<ProjectView>& view) {
        if (view)
            showChoices(*view);
    });
    return search;
}

void ProjectKeeper::keepState(const char* key, project::StateValue value)
{
    store([key, value = std::move(value)](Project& project, Kept&) { return project.setState(key, value); });
}

void ProjectKeeper::storePending()
{
    if (seedTimer_.isActive())
        storeSeed();
}

/// What the page chooses by itself is an action only where it takes another piece in the place of a seed: to come back
/// to that. One after the other they are one.
void ProjectKeeper::storeSeed()
{
    seedTimer_.stop();
    const auto& seed = document_.seed();
    const bool programs = seedBy_ == By::Program;
    if (!seed || seed == storedSeed_ || (wantedSeed_ && programs)) // the seed of last time waits for its piece
        return;
    wantedSeed_.reset();
    const auto before = std::exchange(storedSeed_, seed);
    const Work work = [seed = *seed, name = nameOf(document_.library(), *seed)](Project& project,
                                                                                Kept& kept) -> Result<void> {
        const auto id = kept.seedIn(project, seed, name);
        if (!id)
            return std::unexpected(id.error());
        return project.setState(kSeedState, id->value);
    };
    const bool browsed = programs && std::exchange(browsing_, programs);
    browsing_ = programs;
    if (!before || (programs && before->entryId == seed->entryId))
        store(work);
    else
        act(tr("choose seed"), work, browsed ? project::Joining::ToTheLast : project::Joining::Alone);
}

void ProjectKeeper::storeLeftOut()
{
    std::vector<std::string> out;
    std::vector<std::string> in;
    for (const std::string& id : document_.leftOut())
        if (!storedLeftOut_.contains(id))
            out.push_back(id);
    for (const std::string& id : storedLeftOut_)
        if (!document_.leftOut().contains(id))
            in.push_back(id);
    storedLeftOut_ = document_.leftOut();
    if (out.empty() && in.empty())
        return;
    const Work work = [out, in](Project& project, Kept& kept) -> Result<void> {
        if (auto left = project.leaveOut(kept.refsOf(out)); !left)
            return left;
        return project.takeBackIn(kept.refsOf(in));
    };
    if (document_.changedBy() == By::Program)
        return store(work);
    const std::size_t pieces = out.size() + in.size();
    const QString what = pieces == 1 ? titleOf(document_.library(), out.empty() ? in.front() : out.front())
                                     : tr("%1 pieces").arg(pieces);
    act(out.empty() ? tr("include %1").arg(what) : tr("leave out %1").arg(what), work);
}

void ProjectKeeper::storeStars()
{
    std::vector<std::pair<Seed, std::string>> added;
    std::vector<Seed> removed;
    for (const Seed& star : document_.stars())
        if (std::ranges::find(storedStars_, star) == storedStars_.end())
            added.emplace_back(star, nameOf(document_.library(), star));
    for (const Seed& star : storedStars_)
        if (std::ranges::find(document_.stars(), star) == document_.stars().end())
            removed.push_back(star);
    storedStars_ = document_.stars();
    if (added.empty() && removed.empty())
        return;
    const Work work = [added, removed](Project& project, Kept& kept) -> Result<void> {
        const auto star = [&](const Seed& seed, const std::string& name, project::Starring starring) -> Result<void> {
            const auto id = kept.seedIn(project, seed, name);
            return id ? project.star(*id, starring) : std::unexpected(id.error());
        };
        for (const auto& [seed, name] : added)
            if (auto done = star(seed, name, project::Starring::Starred); !done)
                return done;
        for (const Seed& seed : removed)
            if (auto done = star(seed, {}, project::Starring::Plain); !done)
                return done;
        return {};
    };
    if (document_.changedBy() == By::Program)
        return store(work);
    act(added.empty() ? tr("unstar seed") : tr("star seed"), work);
}

QFuture<ProjectKeeper::BegunRun> ProjectKeeper::beginRun(const QString& name, const training::TrainingConfig& config,
                                                         std::span<const library::Entry> entries)
{
    if (!keeping())
        return ready(BegunRun{});
    std::vector<std::string> ids;
    for (const library::Entry& entry : entries)
        ids.push_back(entry.id);
    return ask<BegunRun>([kept = kept_, name = name.toStdString(), config, ids](Project* project) {
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
    return ask<BegunRun>([run](Project* project) {
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

void ProjectKeeper::setFacts(project::RunId run, const training::RunFacts& facts)
{
    if (run)
        store([run, facts](Project& project, Kept&) { return project.setFacts(run, facts); });
}

void ProjectKeeper::addPreview(project::RunId run, const generation::Preview& preview)
{
    if (run)
        store([run, preview](Project& project, Kept&) { return project.addPreview(run, preview); });
}

void ProjectKeeper::endRun(project::RunId run, const training::TrainingOutcome& outcome)
{
    if (!run || !keeping())
        return;
    const auto state =
        outcome.reason == training::StopReason::Stopped ? project::RunState::Stopped : project::RunState::Finished;
    ask<Result<project::ModelId>>([kept = kept_, run, state,
                                   model = outcome.model](Project* project) -> Result<project::ModelId> {
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
    }).then(this, [this, run](const Result<project::ModelId>& model) {
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

/// The takes stay where the action is taken back: those that were in sight before are again.
void ProjectKeeper::addTakes(const std::vector<generation::Take>& takes)
{
    if (!keeping())
        return;
    auto ids = std::make_shared<std::string>(); // of the project's thread
    store([takes, ids](Project& project, Kept& kept) -> Result<void> {
        const project::SeedId seed{numberIn(project, kSeedState)};
        for (const generation::Take& take : takes) {
            const auto id = project.addTake(
                take, {.name = takeName(take.index, take.randomSeed), .seed = seed, .model = kept.model});
            if (!id)
                return std::unexpected(id.error());
            *ids += std::to_string(id->value) + ' ';
        }
        return {};
    });
    actOnItem(takes.size() == 1 ? tr("make a take") : tr("make %1 takes").arg(takes.size()),
              [ids](Project& project) { return project.setState(kTakesState, *ids); });
}

QFuture<ProjectKeeper::RunRecord> ProjectKeeper::recordOf(project::RunId run)
{
    return ask<RunRecord>([run](Project* project) {
        RunRecord record;
        if (project) {
            record.history = project->historyOf(run).value_or(std::vector<training::TrainingReport>{});
            record.previews = project->previewsOf(run).value_or(std::vector<generation::Preview>{});
        }
        return record;
    });
}

QFuture<Result<std::shared_ptr<const model::Model>>> ProjectKeeper::loadModel(project::ModelId model)
{
    using Loaded = Result<std::shared_ptr<const model::Model>>;
    return ask<Loaded>([model](Project* project) -> Loaded {
        return project ? project->loadModel(model) : failure(Fault::NotFound, "model");
    });
}

QFuture<std::vector<std::string>> ProjectKeeper::musicOf(project::SelectionId selection)
{
    using Ids = std::vector<std::string>;
    return ask<Ids>([kept = kept_, selection](Project* project) {
        Ids ids;
        const auto selections = project ? project->selections() : Result<std::vector<project::Selection>>();
        if (!selections)
            return ids;
        const auto found = std::ranges::find(*selections, selection, &project::Selection::id);
        if (found == selections->end())
            return ids;
        for (const project::PieceRef& piece : found->pieces)
            ids.push_back(entryIdOf(piece, kept->sources));
        return ids;
    });
}

namespace {

Result<project::ModelId> modelInUse(const Project* project, project::ModelId model)
{
    if (!project || !model)
        return failure(Fault::NotFound, "the model in use", "it came with the program; train or import one first");
    return model;
}

} // namespace

QFuture<Result<model::ModelCard>> ProjectKeeper::cardInUse()
{
    return ask<Result<model::ModelCard>>([kept = kept_](Project* project) -> Result<model::ModelCard> {
        const auto model = modelInUse(project, kept->model);
        return model ? project->cardOf(*model) : std::unexpected(model.error());
    });
}

QFuture<Result<void>> ProjectKeeper::exportModel(const std::filesystem::path& target, const model::ModelCard& card,
                                                 model::Precision precision)
{
    return ask<Result<void>>([kept = kept_, target, card, precision](Project* project) -> Result<void> {
        const auto model = modelInUse(project, kept->model);
        return model ? project->exportModel(*model, target, card, precision) : std::unexpected(model.error());
    });
}

QFuture<Result<void>> ProjectKeeper::withProject(std::function<Result<void>(Project&, std::stop_token)> work)
{
    return ask<Result<void>>([work = std::move(work), stop = stopping_.get_token()](Project* project) -> Result<void> {
        return project ? work(*project, stop) : failure(Fault::NotProject, "");
    });
}

} // namespace cadenza::ui

#include "moc_project_keeper.cpp"
