#pragma once

#include <filesystem>

namespace cadenza::app {

/// The folder of the running executable.
[[nodiscard]] std::filesystem::path executableFolder();

/// What ships with the program: `share/cadenza` of the build or of the installation.
[[nodiscard]] std::filesystem::path sharedFolder();

/// The starter collection: a folder per composer.
[[nodiscard]] std::filesystem::path starterFolder();

} // namespace cadenza::app
