#pragma once

#include <filesystem>
#include <span>
#include <vector>

namespace cadenza::project {

/// What a person gave the program to open, told apart by what it is. Each list is in the order given.
struct GivenFiles {
    std::vector<std::filesystem::path> music;    ///< MIDI files, folders and zips; also what is nothing of the others
    std::vector<std::filesystem::path> projects; ///< folders; a project.db stands for the folder it lies in
    std::vector<std::filesystem::path> archives; ///< zips that a project was packed into
    std::vector<std::filesystem::path> models;
};

/// Reads folders and the lists of zips, nothing else; paths become absolute. Any thread.
[[nodiscard]] GivenFiles tellApart(std::span<const std::filesystem::path> paths);

/// The project that a path names, itself or by its project.db; empty where it names none. Looks only whether files are
/// there.
[[nodiscard]] std::filesystem::path projectNamed(const std::filesystem::path& path);

} // namespace cadenza::project
