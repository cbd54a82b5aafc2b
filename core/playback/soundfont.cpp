#include "core/playback/soundfont.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <set>
#include <string>

namespace cadenza::playback {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> kKnown = {"FluidR3Mono_GM.sf3", "FluidR3_GM.sf2", "TimGM6mb.sf2",
                                                    "MuseScore_General_Lite.sf3", "MuseScore_General_Full.sf3"};

bool looksLikeSoundFont(const fs::path& path)
{
    std::string ending = path.extension().string();
    std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return std::tolower(c); });
    return ending == ".sf2" || ending == ".sf3";
}

std::size_t preference(const fs::path& path)
{
    return static_cast<std::size_t>(std::ranges::find(kKnown, path.filename().string()) - kKnown.begin());
}

/// Known fonts in their order, then the others by name.
std::vector<fs::path> soundFontsOf(const fs::path& folder)
{
    std::vector<fs::path> found;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        std::error_code ignored;
        if (looksLikeSoundFont(it->path()) && it->is_regular_file(ignored))
            found.push_back(it->path());
    }
    std::ranges::sort(found, {}, [](const fs::path& path) { return std::pair(preference(path), path); });
    return found;
}

/// Beside the program as installed (…/bin, …/share/cadenza/soundfonts) and as built (build/<preset>/bin).
std::vector<fs::path> programFolders()
{
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    if (error)
        return {};
    const fs::path bin = program.parent_path();
    return {(bin / "../share/cadenza/soundfonts").lexically_normal(), (bin / "../../../soundfonts").lexically_normal()};
}

} // namespace

std::span<const std::string_view> knownSoundFonts()
{
    return kKnown;
}

std::vector<fs::path> soundFontFolders()
{
    std::vector<fs::path> folders;
    if (const char* own = std::getenv("CADENZA_SOUNDFONTS"))
        folders.emplace_back(own);
    std::ranges::copy(programFolders(), std::back_inserter(folders));
    if (const char* data = std::getenv("XDG_DATA_HOME"); data && *data)
        folders.push_back(fs::path(data) / "soundfonts");
    else if (const char* home = std::getenv("HOME"); home && *home)
        folders.push_back(fs::path(home) / ".local/share/soundfonts");
    folders.emplace_back("/usr/share/sounds/sf3");
    folders.emplace_back("/usr/share/sounds/sf2");
    return folders;
}

std::vector<fs::path> soundFontsIn(std::span<const fs::path> folders)
{
    std::vector<fs::path> all;
    std::set<fs::path> seen; // links such as default-GM.sf3 lead to a font that has a name of its own
    for (const fs::path& folder : folders)
        for (fs::path& found : soundFontsOf(folder)) {
            std::error_code error;
            if (seen.insert(fs::canonical(found, error)).second)
                all.push_back(std::move(found));
        }
    return all;
}

std::vector<fs::path> installedSoundFonts()
{
    return soundFontsIn(soundFontFolders());
}

Result<fs::path> findSoundFont(std::optional<fs::path> chosen)
{
    if (chosen) {
        std::error_code ignored;
        if (fs::is_regular_file(*chosen, ignored))
            return *chosen;
        return failure(Fault::NoSoundFont, chosen->string(), "the file is not there");
    }
    std::vector<fs::path> installed = installedSoundFonts();
    if (installed.empty())
        return failure(Fault::NoSoundFont, "Sound");
    return installed.front();
}

} // namespace cadenza::playback
