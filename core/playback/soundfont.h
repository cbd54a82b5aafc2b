#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace cadenza::playback {

/// Names of the SoundFonts we know, best first. soundfonts/manifest.json tells where they come from.
[[nodiscard]] std::span<const std::string_view> knownSoundFonts();

/// Folders searched, in order: $CADENZA_SOUNDFONTS, the program's soundfonts/, the user's, the system's.
[[nodiscard]] std::vector<std::filesystem::path> soundFontFolders();

/// Every SoundFont found, in the order they would be chosen. Names alone decide; the files are not opened.
[[nodiscard]] std::vector<std::filesystem::path> installedSoundFonts();

/// `installedSoundFonts` for folders of one's own.
[[nodiscard]] std::vector<std::filesystem::path> soundFontsIn(std::span<const std::filesystem::path> folders);

/// The SoundFont that would be used: the chosen one, else the first installed. Fails with NoSoundFont: when the chosen
/// one is not there, or none is installed.
[[nodiscard]] Result<std::filesystem::path> findSoundFont(std::optional<std::filesystem::path> chosen = {});

} // namespace cadenza::playback
