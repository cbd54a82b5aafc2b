#pragma once

#include "core/project/project.h"
#include "core/project/sources.h"
#include "ui/document/document.h"

#include <span>
#include <string>
#include <vector>

namespace cadenza::ui {

/// What the project's thread remembers between two tasks: where the sources are, and the model in use.
struct ProjectMemory {
    std::vector<project::SourcePlace> sources{};
    project::ModelId model{};

    [[nodiscard]] std::vector<project::PieceRef> refsOf(std::span<const std::string> ids) const;
    /// The project's seed of that place; it is made where there is none.
    [[nodiscard]] Result<project::SeedId> seedIn(project::Project& project, const Seed& place,
                                                 const std::string& name) const;
};

} // namespace cadenza::ui
