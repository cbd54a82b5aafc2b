#include "core/project/project_folder.h"

#include "core/base/file.h"
#include "core/base/file_name.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <system_error>

namespace cadenza::project {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kWords =
    "This folder is a Cadenza project. Cadenza keeps everything in it by itself; there is nothing to save.\n"
    "\n"
    "  takes/        what the models played: MIDI files, for any program\n"
    "  seeds/        passages drawn by hand: MIDI files\n"
    "  models/       trained models: safetensors files, for Cadenza and for tools that read the format\n"
    "  project.db    which music, seeds, runs, models and takes belong together: an SQLite database\n"
    "  music/        music that came along in an archive\n"
    "  checkpoints/  where unfinished training runs go on, and models as they were on the way\n"
    "  backups/      earlier states of project.db\n"
    "\n"
    "Move or copy the folder as a whole, while Cadenza does not have it open.\n";

} // namespace

Result<void> makeProjectFolder(const fs::path& folder, std::string_view name)
{
    std::error_code error;
    for (const char* part : {kModels, kTakes, kSeeds, kCheckpoints, kBackups})
        if (fs::create_directories(folder / part, error); error)
            return failure(error == std::errc::no_space_on_device ? Fault::DiskFull : Fault::NotWritable,
                           folder.string(), error.message());
    if (fs::exists(folder / kReadMe, error))
        return {};
    return writeFileAtomically(folder / kReadMe, fileNameOf(name) + "\n\n" + std::string(kWords));
}

bool isPlainFileName(std::string_view name)
{
    return !name.empty() && name.size() <= 255 && name.front() != '.' && name.find('/') == std::string_view::npos
           && name.find('\\') == std::string_view::npos && name.find('\0') == std::string_view::npos;
}

std::string freeFileName(const fs::path& folder, std::string_view title, std::string_view ending)
{
    const std::string base = fileNameOf(title);
    std::string name = base + std::string(ending);
    std::error_code error;
    for (int i = 2; fs::exists(folder / name, error); ++i)
        name = base + " (" + std::to_string(i) + ")" + std::string(ending);
    return name;
}

std::vector<std::string> filesEnding(const fs::path& folder, std::string_view ending)
{
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator files(folder, error), end; !error && files != end; files.increment(error)) {
        const std::string name = files->path().filename().string();
        std::error_code kind;
        if (name.ends_with(ending) && files->is_regular_file(kind))
            names.push_back(name);
    }
    std::ranges::sort(names);
    return names;
}

void removeHalfWritten(const fs::path& folder)
{
    constexpr std::size_t kSuffix = 7; // a dot and six characters: see writeFileAtomically
    // Six letters or digits: no finished file ends so, because its own ending has a dot within the last seven.
    const auto isHalfWritten = [](std::string_view name) {
        if (name.ends_with(".db.part") || name.ends_with(".db.part-journal"))
            return true;
        if (name.size() <= kSuffix || name[name.size() - kSuffix] != '.'
            || !std::ranges::all_of(name.substr(name.size() - kSuffix + 1),
                                    [](unsigned char c) { return std::isalnum(c) != 0; }))
            return false;
        const std::string_view target = name.substr(0, name.size() - kSuffix);
        return target.ends_with(".safetensors") || target.ends_with(".mid") || target.ends_with(".checkpoint")
               || target.ends_with(".txt");
    };
    for (const auto& part : {folder, folder / kModels, folder / kTakes, folder / kCheckpoints, folder / kBackups})
        for (const std::string& name : filesEnding(part, ""))
            if (isHalfWritten(name)) {
                std::error_code ignored;
                fs::remove(part / name, ignored);
            }
}

} // namespace cadenza::project
