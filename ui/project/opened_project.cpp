#include "ui/project/opened_project.h"

#include "core/project/project_folder.h"

#include <algorithm>
#include <sstream>
#include <utility>
#include <variant>

namespace cadenza::ui {
namespace {

using project::Access;
using project::Project;

Result<std::unique_ptr<Project>> openOrCreate(const std::filesystem::path& folder, bool& inUse)
{
    std::error_code error;
    if (!std::filesystem::exists(folder / project::kDatabaseFile, error)) {
        if (std::filesystem::exists(folder / project::kTakes, error))
            return failure(Fault::ProjectDamaged, folder.string(), "its project.db is gone");
        return Project::create(folder, folder.filename().string());
    }
    auto opened = Project::open(folder);
    inUse = !opened && opened.error().fault == Fault::InUse;
    return inUse ? Project::open(folder, Access::ReadOnly) : std::move(opened);
}

std::int64_t numberIn(const Project& project, const char* key)
{
    const auto value = project.state(key);
    const auto* number = value && *value ? std::get_if<std::int64_t>(&**value) : nullptr;
    return number ? *number : 0;
}

/// By the id that the library will give its piece; nothing when its source is away.
std::optional<Seed> seedOf(const Project& project, std::span<const project::SourcePlace> sources)
{
    const auto seeds = project.seeds();
    if (!seeds)
        return std::nullopt;
    const auto seed = std::ranges::find(*seeds, project::SeedId{numberIn(project, kSeedState)}, &project::Seed::id);
    if (seed == seeds->end())
        return std::nullopt;
    const auto source = std::ranges::find(sources, seed->piece.source,
                                          [](const project::SourcePlace& place) { return place.source.id; });
    if (source == sources.end() || !source->found)
        return std::nullopt;
    return Seed{project::entryIdOf(*source, seed->piece.member), seed->first, seed->count};
}

std::vector<generation::Take> takesOf(const Project& project)
{
    std::vector<generation::Take> takes;
    const auto ids = project.state(kTakesState);
    const auto* text = ids && *ids ? std::get_if<std::string>(&**ids) : nullptr;
    std::istringstream words(text ? *text : std::string());
    for (std::int64_t id = 0; words >> id;)
        if (auto take = project.loadTake({id})) // one whose file is gone does not keep the others away
            takes.push_back(std::move(*take));
    return takes;
}

} // namespace

Result<OpenedProject> openProject(const std::filesystem::path& folder, std::span<const std::filesystem::path> places,
                                  std::unique_ptr<project::Project>& project)
{
    OpenedProject opened;
    auto made = openOrCreate(folder, opened.inUse);
    if (!made)
        return std::unexpected(made.error());
    project = std::move(*made);
    const auto name = project->name();
    auto sources = project::findSources(*project, places);
    auto runs = project->runs();
    if (!name || !sources || !runs)
        return std::unexpected(!name ? name.error() : !sources ? sources.error() : runs.error());
    opened.name = *name;
    opened.readOnly = project->readOnlyBecause();
    opened.sources = std::move(*sources);
    opened.runs = std::move(*runs);
    std::ranges::sort(opened.runs, {}, &project::Run::id);
    for (const auto& place : opened.sources)
        if (place.found && *place.found != place.lastSeen && !opened.readOnly)
            (void)project->moveSource(place.source.id, *place.found); // else it is looked for again next time
    opened.seed = seedOf(*project, opened.sources);
    opened.takes = takesOf(*project);
    opened.model = {numberIn(*project, kModelState)};
    if (opened.model)
        if (const auto model = project->loadModel(opened.model))
            opened.network = std::make_shared<const model::Network>(*model);
    return opened;
}

} // namespace cadenza::ui
