#pragma once

#include "core/base/result.h"
#include "core/project/project.h"

#include <filesystem>
#include <string>
#include <vector>

namespace cadenza::project {

/// How a project is, and what of it is amiss.
struct Health {
    std::string databaseFaults{};                     ///< SQLite's words, one a line; empty for a sound one
    std::vector<std::filesystem::path> missing{};     ///< files that rows name
    std::vector<std::filesystem::path> damaged{};     ///< models that are not what they were, takes without music
    std::vector<std::filesystem::path> unclaimed{};   ///< see `Project::adoptFiles`
    std::vector<std::filesystem::path> sourcesAway{}; ///< where they were last seen
    std::vector<RunId> interrupted{};
    [[nodiscard]] bool good() const { return databaseFaults.empty() && missing.empty() && damaged.empty(); }
};

/// Looks at everything: every page of the database, every file. Seconds for a large project. Fails as reading does.
[[nodiscard]] Result<Health> checkProject(const Project& project);

/// What a rescue brought into the new project.
struct Rescue {
    std::size_t rows{0};       ///< from the damaged database
    std::size_t backupRows{0}; ///< that only a backup still had
    std::size_t adopted{0};    ///< takes and models of which only the file was left
};

/// Saves what can be saved of a project whose database is damaged or gone into a new one at `target`, which must not be
/// there yet: rows that can still be read, then those of its backups, then those on pages that nothing leads to any
/// more, then files that nobody names. The damaged project is left as it is. Fails with InUse, NotProject (nothing of a
/// project is there), NotWritable or DiskFull.
[[nodiscard]] Result<Rescue> rescueProject(const std::filesystem::path& damaged, const std::filesystem::path& target);

} // namespace cadenza::project
