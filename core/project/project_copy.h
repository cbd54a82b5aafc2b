#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/project/project.h"

#include <filesystem>
#include <stop_token>
#include <string_view>

namespace cadenza::project {

/// What goes into an archive beside the database and the takes.
struct ArchiveContents {
    bool music{true}; ///< sources from outside the folder come along, and are found in it from then on
    bool models{true};
};

/// What an archive holds, and what it should hold but could not be found.
struct ArchiveReport {
    std::size_t files{0};
    std::vector<std::filesystem::path> missing;
};

/// The whole project once more, under another name, in a folder that is not there yet. It appears when it is complete.
/// Fails with NotWritable, DiskFull, NotReadable or Cancelled, and leaves nothing behind. Any thread.
[[nodiscard]] Result<void> duplicateProject(const Project& project, const std::filesystem::path& target,
                                            std::string_view name, std::stop_token stop = {});

/// The project as one zip, which appears when it is complete. Fails with NotWritable, DiskFull, NotReadable or
/// Cancelled. Any thread.
[[nodiscard]] Result<ArchiveReport> archiveProject(const Project& project, const std::filesystem::path& target,
                                                   const ArchiveContents& contents = {}, std::stop_token stop = {},
                                                   const ProgressSink& progress = {});

/// Whether a project was packed into this zip: only its list of files is read. Any thread.
[[nodiscard]] bool holdsProject(const std::filesystem::path& zip);

/// A project from a zip, also one that a person packed, in a folder that is not there yet or is empty. Nothing in it is
/// trusted: see `library::ArchiveLimits`; only what belongs to a project is unpacked, and a database with more than our
/// tables is refused. Fails with NotFound, NotArchive, NotProject, ArchiveRefused, ProjectDamaged, NotWritable,
/// DiskFull or Cancelled, and leaves nothing behind. Any thread.
[[nodiscard]] Result<void> restoreArchive(const std::filesystem::path& zip, const std::filesystem::path& target,
                                          std::stop_token stop = {}, const ProgressSink& progress = {});

} // namespace cadenza::project
