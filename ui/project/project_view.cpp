#include "ui/project/project_view.h"

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
    const bool named = record.name != takeName(record.index, record.randomSeed);
    return {record.id, named ? record.name : std::string(), record.note, record.rating > 0};
}

/// One whose file is gone does not keep the others away.
void addTakes(ProjectView& view, const Project& project)
{
    const auto ids = valueIn<std::string>(project, kTakesState);
    const auto records = ids.empty() ? Result<std::vector<project::TakeRecord>>() : project.takes();
    if (!records)
        return;
    std::istringstream words(ids);
    for (std::int64_t id = 0; words >> id;) {
        const auto record = std::ranges::find(*records, project::TakeId{id}, &project::TakeRecord::id);
        if (record == records->end())
            continue; // deleted
        if (auto take = project.loadTake({id})) {
            view.takes.push_back(std::move(*take));
            view.labels.push_back(labelOf(*record));
        }
    }
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
    addTakes(view, project);
    view.page = static_cast<int>(numberIn(project, kPageState));
    view.layout = valueIn<std::vector<std::byte>>(project, kLayoutState);
    view.undoable = project.history().undoable();
    view.redoable = project.history().redoable();
    return view;
}

} // namespace cadenza::ui
