#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

namespace cadenza {

/// The whole file as bytes. Fails with NotFound or NotReadable.
[[nodiscard]] Result<std::vector<std::byte>> readFile(const std::filesystem::path& path);

/// Writes beside the target, fsyncs, renames over it: the target holds either the old bytes or the new ones.
/// Fails with NotWritable or DiskFull and leaves no temporary file behind; also where the new bytes are in place and
/// only their folder cannot be synced, so that a power cut might bring the old ones back.
[[nodiscard]] Result<void> writeFileAtomically(const std::filesystem::path& path, std::span<const std::byte> bytes);
[[nodiscard]] Result<void> writeFileAtomically(const std::filesystem::path& path, std::string_view text);

/// The last step alone, for a file that something else wrote: fsyncs `temporary` and renames it to `target` on the same
/// file system. Fails with NotWritable or DiskFull; then `temporary` is still there, unless only the folder could not
/// be synced.
[[nodiscard]] Result<void> moveIntoPlace(const std::filesystem::path& temporary, const std::filesystem::path& target);

/// Copies a file so that the target appears whole or not at all. Fails as reading and writing do.
[[nodiscard]] Result<void> copyFileAtomically(const std::filesystem::path& from, const std::filesystem::path& to);

} // namespace cadenza
