#pragma once

#include "core/base/result.h"
#include "core/generation/generator.h"
#include "core/model/network.h"
#include "core/project/project.h"
#include "core/project/sources.h"
#include "ui/document/document.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cadenza::ui {

/// What the window shows of a project when it has been opened. Curves and models are asked for when they are looked at.
struct OpenedProject {
    std::string name;
    std::optional<project::ReadOnlyBecause> readOnly;
    bool inUse{false}; ///< by another window, and therefore read-only
    std::vector<project::SourcePlace> sources;
    std::optional<Seed> seed;
    std::vector<project::Run> runs; ///< oldest first
    project::ModelId model{};       ///< the model in use; none for the ready-trained one
    std::shared_ptr<const model::Network> network;
    std::vector<generation::Take> takes; ///< those that were looked at last
};

/// Opens the project in `folder`, makes it where there is none, and reads what the window shows. In use elsewhere it is
/// opened read-only. Music that moved is looked for below `places` too. Off the GUI thread. Fails as `Project::open`
/// and `Project::create` do.
[[nodiscard]] Result<OpenedProject> openProject(const std::filesystem::path& folder,
                                                std::span<const std::filesystem::path> places,
                                                std::unique_ptr<project::Project>& project);

// Keys of a project's state.
inline constexpr const char* kSeedState = "window.seed";   ///< id of the seed in use
inline constexpr const char* kModelState = "window.model"; ///< id of the model in use; 0: the ready-trained one
inline constexpr const char* kTakesState = "window.takes"; ///< ids of the takes in sight, with spaces between

} // namespace cadenza::ui
