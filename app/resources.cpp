#include "app/resources.h"

#include <cstdlib>
#include <system_error>

namespace cadenza::app {

std::filesystem::path executableFolder()
{
    std::error_code error;
    return std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
}

std::filesystem::path sharedFolder()
{
    return executableFolder().parent_path() / "share" / "cadenza"; // both trees look alike: bin/ beside share/
}

std::filesystem::path iconFile()
{
    return executableFolder().parent_path() / "share/icons/hicolor/scalable/apps/io.github.cadenza.Cadenza.svg";
}

std::filesystem::path starterFolder()
{
    return sharedFolder() / "starter";
}

std::filesystem::path ensemblesFolder()
{
    return sharedFolder() / "ensembles";
}

std::optional<std::filesystem::path> shippedCollection(std::string_view name)
{
    if (name == "starter")
        return starterFolder();
    if (name == "ensembles")
        return ensemblesFolder();
    return std::nullopt;
}

std::filesystem::path guideFolder()
{
    return sharedFolder() / "guide";
}

namespace {

/// `cadenza` in $XDG_DATA_HOME; empty when there is no place for it.
std::filesystem::path dataFolder()
{
    const char* data = std::getenv("XDG_DATA_HOME");
    const char* home = std::getenv("HOME");
    std::filesystem::path folder;
    if (data && *data == '/') // relative ones are to be ignored
        folder = data;
    else if (home && *home)
        folder = std::filesystem::path(home) / ".local" / "share";
    else
        return {};
    folder /= "cadenza";
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    return error ? std::filesystem::path() : folder;
}

} // namespace

std::filesystem::path libraryIndexFile()
{
    const auto folder = dataFolder();
    return folder.empty() ? folder : folder / "library.db";
}

std::filesystem::path defaultProject()
{
    const auto folder = dataFolder();
    return folder.empty() ? folder : folder / "My music";
}

std::filesystem::path builtinModel()
{
    return sharedFolder() / "models" / "piano.safetensors";
}

} // namespace cadenza::app
