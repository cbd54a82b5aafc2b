#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace cadenza::app {

/// The folder of the running executable.
[[nodiscard]] std::filesystem::path executableFolder();

/// What ships with the program: `share/cadenza` of the build or of the installation.
[[nodiscard]] std::filesystem::path sharedFolder();

/// The program's icon (SVG).
[[nodiscard]] std::filesystem::path iconFile();

/// The starter collection: a folder per composer.
[[nodiscard]] std::filesystem::path starterFolder();

/// Music in several parts: likewise.
[[nodiscard]] std::filesystem::path ensemblesFolder();

/// The folder of a collection that ships, by its name: “starter” or “ensembles”.
[[nodiscard]] std::optional<std::filesystem::path> shippedCollection(std::string_view name);

/// The user guide: index.html and a page of the same name for each page of the window.
[[nodiscard]] std::filesystem::path guideFolder();

/// The ready-trained model. It may be missing where only a part was built.
[[nodiscard]] std::filesystem::path builtinModel();

/// The user guide, as HTML.
[[nodiscard]] std::filesystem::path guideFolder();

/// Where the library index of this person lies: `cadenza/library.db` in $XDG_DATA_HOME, or in ~/.local/share where that
/// is not set (XDG Base Directory Specification). The folder is made; empty when there is no place for it.
[[nodiscard]] std::filesystem::path libraryIndexFile();

/// The project of those who never think of projects: beside the library index, made when it is first opened. Empty when
/// there is no place for it.
[[nodiscard]] std::filesystem::path defaultProject();

} // namespace cadenza::app
