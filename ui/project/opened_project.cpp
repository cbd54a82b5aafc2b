#include "ui/project/opened_project.h"

#include "core/project/project_folder.h"

#include <utility>

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

std::vector<training::TrainingReport> historyOf(const Project& project, project::ModelId model)
{
    const auto runs = project.runs();
    if (runs)
        for (const project::Run& run : *runs)
            if (run.model == model)
                return project.historyOf(run.id).value_or(std::vector<training::TrainingReport>{});
    return {};
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
    if (!name || !sources)
        return std::unexpected(!name ? name.error() : sources.error());
    auto view = viewOf(*project, *sources);
    if (!view)
        return std::unexpected(view.error());
    static_cast<ProjectView&>(opened) = std::move(*view);
    opened.name = *name;
    opened.readOnly = project->readOnlyBecause();
    opened.sources = std::move(*sources);
    for (const auto& place : opened.sources)
        if (place.found && *place.found != place.lastSeen && !opened.readOnly)
            (void)project->moveSource(place.source.id, *place.found); // else it is looked for again next time
    opened.model = {numberIn(*project, kModelState)};
    if (opened.model)
        if (const auto model = project->loadModel(opened.model)) {
            opened.network = std::make_shared<const model::Network>(*model);
            opened.history = historyOf(*project, opened.model);
        }
    return opened;
}

} // namespace cadenza::ui
