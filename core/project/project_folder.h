#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace cadenza::project {

// How a project lies on the disk.
inline constexpr const char* kDatabaseFile = "project.db";
inline constexpr const char* kLockFile = "project.lock";
inline constexpr const char* kModels = "models";           ///< NAME.safetensors
inline constexpr const char* kTakes = "takes";             ///< NAME.mid
inline constexpr const char* kCheckpoints = "checkpoints"; ///< of runs that are not finished, and moments of runs
inline constexpr const char* kBackups = "backups";         ///< earlier states of the database
inline constexpr const char* kSeeds = "seeds";             ///< NAME.mid, drawn by hand
inline constexpr const char* kMusic = "music";             ///< sources that came along in an archive
inline constexpr const char* kReadMe = "About this folder.txt";

/// Makes the folder with its parts and the word to whoever finds it in a file manager. What is there already stays.
/// Fails with NotWritable or DiskFull.
[[nodiscard]] Result<void> makeProjectFolder(const std::filesystem::path& folder, std::string_view name);

/// Whether a name from a database or an archive is one file of a folder and nothing else.
[[nodiscard]] bool isPlainFileName(std::string_view name);

/// `fileNameOf(title)` and the ending, with a number where the folder has such a file already.
[[nodiscard]] std::string freeFileName(const std::filesystem::path& folder, std::string_view title,
                                       std::string_view ending);

/// The names of the files in a folder that end so, sorted; none where it cannot be read.
[[nodiscard]] std::vector<std::string> filesEnding(const std::filesystem::path& folder, std::string_view ending);

/// Removes what a killed process left half-written in the folders that only a project's writer writes to.
void removeHalfWritten(const std::filesystem::path& folder);

} // namespace cadenza::project
