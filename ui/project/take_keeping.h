#pragma once

#include "ui/project/project_memory.h"

#include <optional>
#include <span>
#include <vector>

namespace cadenza::ui {

/// The take that others go on from; without an id where it was made only just now.
struct ParentTake {
    project::TakeId id{};
    generation::Take take{};
};

/// What new takes go on from: a seed and its name, or the end of another take.
struct TakesFrom {
    std::optional<Seed> seed{}; ///< where the window knows it
    std::string seedName{};
    std::optional<ParentTake> parent{};
};

/// Stores takes of the model in use. The project's thread.
[[nodiscard]] Result<std::vector<project::TakeId>> storeTakes(project::Project& project, const ProjectMemory& memory,
                                                              std::span<const generation::Take> takes,
                                                              const TakesFrom& from);

/// Puts new takes in sight: before those that `keptTakes` would keep; or, where they branch off, beside all. The
/// project's thread.
[[nodiscard]] Result<void> bringInSight(project::Project& project, std::span<const project::TakeId> takes,
                                        bool branches);

} // namespace cadenza::ui
