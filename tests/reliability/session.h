#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace cadenza::test {

/// Hears what the project has confirmed, one word and its arguments a line, and before that each step: "step import".
using Confirm = std::function<void(const std::string&)>;

/// Music for `workThrough`, outside the project.
void prepareMusic(const std::filesystem::path& root);

/// An evening with Cadenza below `root`: a project is made, music imported, a run's books are kept, takes are stored,
/// exported, deleted and undone, the project is packed, unpacked, copied and brought to a later version. What fails is
/// left out, as a person would after a message, and what can still be done is done.
void workThrough(const std::filesystem::path& root, const Confirm& confirm);

/// Whether what was confirmed is there; the empty string, or what is amiss. Opens the project as the next start would.
[[nodiscard]] std::string whatIsMissing(const std::filesystem::path& root, const std::vector<std::string>& confirmed);

} // namespace cadenza::test
