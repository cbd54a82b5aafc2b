#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cadenza::project {

enum class Theme { System, Dark, Light, HighContrast };

/// What a person chose for the program as a whole; a project's own things are in the project. Passed by value.
struct Settings {
    Theme theme{Theme::System};
    double scale{1.0}; ///< of the interface, 0.75…3
    bool reducedMotion{false};
    std::map<std::string, std::string>
        shortcuts{};           ///< keys such as "Ctrl+E" by command; empty: none. Only changed ones
    std::string language{};    ///< such as "de"; empty: the desktop's
    std::string soundFont{};   ///< a file; empty: ordered search, see soundfonts/README.md
    std::string audioDriver{}; ///< empty: the first that opens
    int periodFrames{256};     ///< of the audio device, 16…8192
    int periods{4};            ///< 2…64
    double gain{0.6};          ///< 0…2
    bool reverb{true};
    bool chorus{true};
    int polyphony{256};         ///< voices, 16…1024
    double latencySeconds{0.0}; ///< of instrument or loudspeaker, 0…1: the playhead waits for it
    std::string midiOutput{};   ///< a port's name; empty: the built-in synthesizer
    std::string midiInput{};    ///< a port's name; empty: none
    int trainingThreads{0};     ///< 0…256; 0: all cores
    bool reopenLast{true};      ///< whether the program begins where it ended

    // What the program remembers by itself, see `isRemembered`.
    Theme desktopTheme{Theme::System};         ///< that the desktop asked for last; System: nothing yet
    bool welcomed{false};                      ///< whether a person has gone on from the welcome page
    std::vector<std::string> recentProjects{}; ///< folders, the newest first, at most `kMostRecent`
    std::vector<std::string> recentMusic{};    ///< files, folders and zips, the same way
    std::string windowGeometry{};              ///< as the window writes it, base 64
    std::string libraryLayout{};               ///< for projects without one of their own, base 64
    std::string exportFolder{};                ///< empty: the home folder
    int exportFormat{0};                       ///< its place among the formats, 0…100
    friend bool operator==(const Settings&, const Settings&) = default;
};
inline constexpr std::size_t kMostRecent = 12;

/// Settings, and what in their file was not used: an unknown value, or a file that is no JSON at all.
struct SettingsReading {
    Settings settings;
    std::vector<Error> problems; ///< InvalidSetting, `subject` names the setting; or why the file cannot be read
};

/// `cadenza/settings.json` in $XDG_CONFIG_HOME, or in ~/.config where that is not set (XDG Base Directory
/// Specification); empty when there is no place for it.
[[nodiscard]] std::filesystem::path settingsFile();

/// Never fails: what cannot be used keeps its default and is a problem to tell. No file is no problem. A file of an
/// earlier version is brought up to date.
[[nodiscard]] SettingsReading readSettings(const std::filesystem::path& file);

/// Writes atomically; what a newer program wrote beside stays in the file, and a file that was broken is kept as
/// `settings.json.broken`. Fails with InvalidSetting, NotWritable or DiskFull.
[[nodiscard]] Result<void> writeSettings(const std::filesystem::path& file, const Settings& settings);

/// Checks every field. Fails with InvalidSetting, naming it.
[[nodiscard]] Result<void> validate(const Settings& settings);

/// The settings by name, as in the file, and those that are not at their default.
[[nodiscard]] std::vector<std::string> settingNames();
[[nodiscard]] std::vector<std::string> changedSettings(const Settings& settings);
/// Puts one back to its default. Fails with InvalidSetting for a name that is none.
[[nodiscard]] Result<void> reset(Settings& settings, std::string_view name);

/// Whether the program remembers this by itself: no choice of a person's, so not to be reset with the choices.
[[nodiscard]] bool isRemembered(std::string_view name);

/// Notes that a place was opened: it is the first of the list then, absolute, and nowhere else in it.
void noteRecent(std::vector<std::string>& recent, const std::filesystem::path& place);

} // namespace cadenza::project
