#include "ui/project/project_view.h"

#include "ui/document/take_family.h"

#include <algorithm>
#include <sstream>
#include <utility>
#include <variant>

namespace cadenza::ui {
namespace {

using project::Project;
using project::SourcePlace;

Seed seedIn(const project::Seed& seed, std::span<const SourcePlace> sources)
{
    return {entryIdOf(seed.piece, sources), seed.first, seed.count};
}

std::optional<Seed> seedOf(const Project& project, std::span<const SourcePlace> sources)
{
    const auto seeds = project.seeds();
    if (!seeds)
        return std::nullopt;
    const project::SeedId id{numberIn(project, kSeedState)};
    const auto seed = std::ranges::find(*seeds, id, &project::Seed::id);
    return seed == seeds->end() ? std::nullopt : std::optional(seedIn(*seed, sources));
}

/// A value of the state of this kind; the kind's own default where there is none.
template <class Value>
Value valueIn(const Project& project, const char* key)
{
    const auto value = project.state(key);
    const auto* found = value && *value ? std::get_if<Value>(&**value) : nullptr;
    return found ? *found : Value();
}

TakeLabel labelOf(const project::TakeRecord& record)
{
    return {record.id, isNamed(record) ? record.name : std::string(), record.note, record.rating > 0};
}

/// What a project knows of all its takes, also of those that are gone.
struct Ancestry {
    std::vector<project::TakeRecord> present, deleted;
    std::vector<project::Seed> seeds;

    [[nodiscard]] const project::TakeRecord* find(project::TakeId id) const
    {
        for (const auto* records : {&present, &deleted})
            if (const auto found = std::ranges::find(*records, id, &project::TakeRecord::id); found != records->end())
                return &*found;
        return nullptr;
    }
    /// The notes that come from the seed: no more than any of its ancestors was given.
    [[nodiscard]] std::size_t musicOf(const project::TakeRecord& record) const
    {
        std::size_t music = record.seedNotes;
        for (const auto* take = find(record.parent); take; take = find(take->parent))
            music = std::min(music, take->seedNotes);
        return music;
    }
};

/// One whose file is gone does not keep the others away.
void addTakes(ProjectView& view, const Project& project, std::span<const SourcePlace> sources)
{
    auto records = project.takes();
    auto deleted = project.takes(project::Which::Deleted);
    auto seeds = project.seeds();
    if (!records || !deleted || !seeds)
        return;
    const Ancestry all{std::move(*records), std::move(*deleted), std::move(*seeds)};
    TakesInSight found;
    for (const project::TakeId id : takesInSight(project, all.present)) {
        auto take = project.loadTake(id);
        if (!take)
            continue;
        const project::TakeRecord& record = *all.find(id);
        Descent descent{.steered = static_cast<bool>(record.parent), .music = all.musicOf(record)};
        const auto seed = std::ranges::find(all.seeds, record.seed, &project::Seed::id);
        if (seed != all.seeds.end())
            descent.seed = seedIn(*seed, sources);
        found.add(std::move(*take), descent, labelOf(record));
    }
    for (std::size_t take = 0; take < found.takes.size(); ++take) {
        const project::TakeId parent = all.find(found.labels[take].id)->parent;
        const auto place = std::ranges::find(found.labels, parent, &TakeLabel::id);
        if (parent && place != found.labels.end())
            found.descents[take].parent = static_cast<std::size_t>(place - found.labels.begin());
    }
    found = found.only(familyOrder(found.descents));
    view.takes = std::move(found.takes);
    view.labels = std::move(found.labels);
    view.descents = std::move(found.descents);
}

} // namespace

project::PieceRef refOf(const std::string& entryId, std::span<const SourcePlace> sources)
{
    return project::pieceOf(sources, entryId).value_or(project::PieceRef{{}, entryId});
}

std::string entryIdOf(const project::PieceRef& piece, std::span<const SourcePlace> sources)
{
    for (const SourcePlace& place : sources)
        if (place.source.id == piece.source)
            return project::entryIdOf(place, piece.member);
    return piece.member;
}

std::vector<project::TakeId> takesInSight(const Project& project, std::span<const project::TakeRecord> records)
{
    std::vector<project::TakeId> takes;
    std::istringstream words(valueIn<std::string>(project, kTakesState));
    for (std::int64_t id = 0; words >> id;)
        if (std::ranges::find(records, project::TakeId{id}, &project::TakeRecord::id) != records.end())
            takes.push_back({id});
    return takes;
}

Result<void> setTakesInSight(Project& project, std::span<const project::TakeId> takes)
{
    std::string ids;
    for (const project::TakeId take : takes)
        ids += std::to_string(take.value) + ' ';
    return project.setState(kTakesState, ids);
}

bool isNamed(const project::TakeRecord& take)
{
    return take.name != takeName(take.index, take.randomSeed);
}

std::string takeName(std::size_t index, std::uint64_t randomSeed)
{
    return "Take " + std::to_string(index + 1) + " of " + std::to_string(randomSeed);
}

std::int64_t numberIn(const Project& project, const char* key)
{
    return valueIn<std::int64_t>(project, key);
}

Result<ProjectView> viewOf(Project& project, std::span<const SourcePlace> sources)
{
    ProjectView view;
    auto runs = project.runs();
    const auto leftOut = project.leftOut();
    const auto stars = project.starredSeeds();
    if (!runs || !leftOut || !stars)
        return std::unexpected(!runs ? runs.error() : !leftOut ? leftOut.error() : stars.error());
    view.runs = std::move(*runs);
    std::ranges::sort(view.runs, {}, &project::Run::id);
    for (const project::PieceRef& piece : *leftOut)
        view.leftOut.insert(entryIdOf(piece, sources));
    for (const project::Seed& star : *stars)
        view.stars.push_back(seedIn(star, sources));
    view.seed = seedOf(project, sources);
    addTakes(view, project, sources);
    view.page = static_cast<int>(numberIn(project, kPageState));
    view.layout = valueIn<std::vector<std::byte>>(project, kLayoutState);
    view.composing = valueIn<std::string>(project, kComposeState);
    view.trainedParts = valueIn<std::string>(project, kPartsState);
    view.instruments = instrumentsFrom(valueIn<std::string>(project, kInstrumentsState), sources);
    view.undoable = project.history().undoable();
    view.redoable = project.history().redoable();
    return view;
}

} // namespace cadenza::ui
