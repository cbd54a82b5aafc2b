#include "ui/project/project_keeper.h"

#include "core/library/library.h"

#include <QScopedValueRollback>

#include <algorithm>
#include <string>
#include <utility>

namespace cadenza::ui {

using project::Project;

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

} // namespace

ProjectKeeper::ProjectKeeper(Document& document, QObject* parent)
    : QObject(parent), document_(document), steps_(new ProjectSteps(document.steps(), this))
{
    constexpr int kSettled = 400; // ms
    seedTimer_.setSingleShot(true);
    seedTimer_.setInterval(kSettled);
    stateTimer_.setSingleShot(true);
    stateTimer_.setInterval(kSettled);
    connect(&stateTimer_, &QTimer::timeout, this, &ProjectKeeper::storeStates);
    connect(&seedTimer_, &QTimer::timeout, this, &ProjectKeeper::storeSeed);
    connect(&document_, &Document::changed, this, &ProjectKeeper::follow);
    connect(&desk_, &ProjectDesk::aboutToAsk, this, &ProjectKeeper::storePending);
    connect(&desk_, &ProjectDesk::acted, steps_, &ProjectSteps::add);
    connect(&desk_, &ProjectDesk::failed, this, &ProjectKeeper::failed);
    connect(steps_, &ProjectSteps::undoWished, this, [this] { travel(&project::History::undo); });
    connect(steps_, &ProjectSteps::redoWished, this, [this] { travel(&project::History::redo); });
}

ProjectKeeper::~ProjectKeeper()
{
    storePending();
    desk_.requestStop();
    desk_.store([](Project& project, ProjectMemory&) { return project.backUp(); });
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
    desk_
        .open<Result<OpenedProject>>(folder,
                                     [memory = desk_.memory(), folder, places = std::move(places)](auto& project) {
                                         auto opened = openProject(folder, places, project);
                                         if (opened) {
                                             memory->sources = opened->sources;
                                             memory->model = opened->model;
                                         }
                                         return opened;
                                     })
        .then(this, [this](const Result<OpenedProject>& project) {
            if (project)
                return restore(*project);
            const auto refused = desk_.folder();
            desk_.close();
            Q_EMIT notOpened();
            if (project.error().fault == Fault::ProjectDamaged)
                Q_EMIT damaged(refused);
            else
                Q_EMIT failed(project.error());
        });
}

void ProjectKeeper::restore(const OpenedProject& project)
{
    desk_.setReadOnly(project.readOnly.has_value());
    Q_EMIT opened(project);
    {
        const QScopedValueRollback showing(showing_, true);
        if (project.network)
            document_.setNetwork(project.network, project.history);
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
    if (!same || document_.descents() != view.descents)
        document_.setTakes(view.takes, view.labels, view.descents);
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

void ProjectKeeper::actOnItem(const QString& name, std::function<Result<void>(Project&)> work)
{
    if (!keeping())
        return;
    desk_.act(name, [work = std::move(work)](Project& project, ProjectMemory&) { return work(project); });
    desk_.view().then(this, [this](const Result<ProjectView>& view) {
        if (view)
            showItems(*view);
    });
}

/// Back or forth by one action; the steps are what the project says where that cannot be done.
void ProjectKeeper::travel(Result<std::string> (project::History::*way)())
{
    wantedSeed_.reset();
    desk_
        .ask<Result<void>>([way](Project* project) -> Result<void> {
            const auto travelled = project ? (project->history().*way)() : std::string();
            return travelled ? Result<void>() : std::unexpected(travelled.error());
        })
        .then(this, [this](const Result<void>& travelled) {
            if (!travelled)
                Q_EMIT failed(travelled.error());
            desk_.view().then(this, [this, failed = !travelled](const Result<ProjectView>& view) {
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
    desk_.store([places, library = document_.library(),
                 stop = desk_.stopToken()](Project& project, ProjectMemory& memory) -> Result<void> {
        bool more = false;
        for (const auto& place : places) {
            const bool known = std::ranges::any_of(memory.sources, [&](const auto& old) { return old.found == place; });
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
            memory.sources = std::move(*found);
        return {};
    });
}

QFuture<Result<ProjectKeeper::Search>> ProjectKeeper::findMusic(const std::filesystem::path& folder)
{
    auto search = desk_.ask<Result<Search>>(
        [memory = desk_.memory(), folder, stop = desk_.stopToken()](Project* project) -> Result<Search> {
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
            memory->sources = std::move(*places);
            return found;
        });
    desk_.view().then(this, [this](const Result<ProjectView>& view) {
        if (view)
            showChoices(*view);
    });
    return search;
}

void ProjectKeeper::keepState(const char* key, project::StateValue value)
{
    desk_.store(
        [key, value = std::move(value)](Project& project, ProjectMemory&) { return project.setState(key, value); });
}

void ProjectKeeper::keepInstruments(const ChosenInstruments& instruments)
{
    desk_.store([instruments](Project& project, ProjectMemory& memory) {
        return project.setState(kInstrumentsState, toText(instruments, memory.sources));
    });
}

void ProjectKeeper::keepStateSoon(const char* key, project::StateValue value)
{
    states_[key] = std::move(value);
    stateTimer_.start();
}

void ProjectKeeper::storeStates()
{
    stateTimer_.stop();
    for (auto& [key, value] : std::exchange(states_, {}))
        keepState(key, std::move(value));
}

void ProjectKeeper::storePending()
{
    if (stateTimer_.isActive())
        storeStates();
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
                                                                                ProjectMemory& memory) -> Result<void> {
        const auto id = memory.seedIn(project, seed, name);
        if (!id)
            return std::unexpected(id.error());
        return project.setState(kSeedState, id->value);
    };
    const bool browsed = programs && std::exchange(browsing_, programs);
    browsing_ = programs;
    if (!before || (programs && before->entryId == seed->entryId))
        desk_.store(work);
    else
        desk_.act(tr("choose seed"), work, browsed ? project::Joining::ToTheLast : project::Joining::Alone);
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
    const Work work = [out, in](Project& project, ProjectMemory& memory) -> Result<void> {
        if (auto left = project.leaveOut(memory.refsOf(out)); !left)
            return left;
        return project.takeBackIn(memory.refsOf(in));
    };
    if (document_.changedBy() == By::Program)
        return desk_.store(work);
    const std::size_t pieces = out.size() + in.size();
    const QString what = pieces == 1 ? titleOf(document_.library(), out.empty() ? in.front() : out.front())
                                     : tr("%1 pieces").arg(pieces);
    desk_.act(out.empty() ? tr("include %1").arg(what) : tr("leave out %1").arg(what), work);
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
    const Work work = [added, removed](Project& project, ProjectMemory& memory) -> Result<void> {
        const auto star = [&](const Seed& seed, const std::string& name, project::Starring starring) -> Result<void> {
            const auto id = memory.seedIn(project, seed, name);
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
        return desk_.store(work);
    desk_.act(added.empty() ? tr("unstar seed") : tr("star seed"), work);
}

/// The takes stay where the action is taken back: those that were in sight before are again.
void ProjectKeeper::addTakes(const std::vector<generation::Take>& takes, const std::optional<Seed>& seed,
                             const std::optional<ParentTake>& parent)
{
    if (!keeping())
        return;
    auto ids = std::make_shared<std::vector<project::TakeId>>(); // of the project's thread
    TakesFrom from{.seed = seed, .parent = parent};
    if (seed)
        from.seedName = nameOf(document_.library(), *seed);
    desk_.store([takes, from, ids](Project& project, ProjectMemory& memory) -> Result<void> {
        auto stored = storeTakes(project, memory, takes, from);
        if (!stored)
            return std::unexpected(stored.error());
        *ids = std::move(*stored);
        return {};
    });
    const bool branches = parent.has_value();
    actOnItem(takes.size() == 1 ? tr("make a take") : tr("make %1 takes").arg(takes.size()),
              [ids, branches](Project& project) { return bringInSight(project, *ids, branches); });
}

QFuture<Result<void>> ProjectKeeper::withProject(std::function<Result<void>(Project&, std::stop_token)> work)
{
    return desk_.ask<Result<void>>(
        [work = std::move(work), stop = desk_.stopToken()](Project* project) -> Result<void> {
            return project ? work(*project, stop) : failure(Fault::NotProject, "");
        });
}

} // namespace cadenza::ui

#include "moc_project_keeper.cpp"
