#pragma once

#include "core/model/network.h"
#include "ui/project/project_view.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cadenza::ui {

/// What the window shows of a project when it has been opened. Curves and models are asked for when they are looked at.
struct OpenedProject : ProjectView {
    std::string name{};
    std::optional<project::ReadOnlyBecause> readOnly{};
    bool inUse{false}; ///< by another window, and therefore read-only
    std::vector<project::SourcePlace> sources{};
    project::ModelId model{}; ///< the model in use; none for the ready-trained one
    std::shared_ptr<const model::Network> network{};
    std::vector<training::TrainingReport> history{}; ///< of the run that made it
};

/// Opens the project in `folder`, makes it where there is none, and reads what the window shows. In use elsewhere it is
/// opened read-only. Music that moved is looked for below `places` too. Off the GUI thread. Fails as `Project::open`
/// and `Project::create` do.
[[nodiscard]] Result<OpenedProject> openProject(const std::filesystem::path& folder,
                                                std::span<const std::filesystem::path> places,
                                                std::unique_ptr<project::Project>& project);

} // namespace cadenza::ui
