#include "core/project/project_folder.h"

#include "core/base/file.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <system_error>

namespace cadenza::project {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kLongestName = 120; ///< room for a number and an ending within the 255 bytes of file systems
constexpr std::string_view kRefused = "/\\:*?\"<>|";

struct Character {
    char32_t code{0};
    std::size_t length{1};
};

/// The UTF-8 character at the start of `text`, or code 0 where there is none (RFC 3629).
Character characterAt(std::string_view text)
{
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t length = first < 0x80         ? 1
                               : (first >> 5) == 6  ? 2
                               : (first >> 4) == 14 ? 3
                               : (first >> 3) == 30 ? 4
                                                    : 0;
    if (length == 0 || length > text.size())
        return {};
    char32_t code = length == 1 ? first : first & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        if ((next & 0xC0) != 0x80)
            return {};
        code = (code << 6) | (next & 0x3FU);
    }
    constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
    if (code < kLeast[length] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
        return {};
    return {code, length};
}

/// Controls, and what Unicode's bidirectional algorithm or line breaking obeys without being seen (UAX #9, 2.).
bool isInvisible(char32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x61C || (code >= 0x200B && code <= 0x200F)
           || (code >= 0x2028 && code <= 0x202E) || (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF;
}

constexpr std::string_view kWords =
    "This folder is a Cadenza project. Cadenza keeps everything in it by itself; there is nothing to save.\n"
    "\n"
    "  takes/        what the models played: MIDI files, for any program\n"
    "  models/       trained models: safetensors files, for Cadenza and for tools that read the format\n"
    "  project.db    which music, seeds, runs, models and takes belong together: an SQLite database\n"
    "  music/        music that came along in an archive\n"
    "  checkpoints/  where unfinished training runs go on\n"
    "  backups/      earlier states of project.db\n"
    "\n"
    "Move or copy the folder as a whole, while Cadenza does not have it open.\n";

} // namespace

Result<void> makeProjectFolder(const fs::path& folder, std::string_view name)
{
    std::error_code error;
    for (const char* part : {kModels, kTakes, kCheckpoints, kBackups})
        if (fs::create_directories(folder / part, error); error)
            return failure(error == std::errc::no_space_on_device ? Fault::DiskFull : Fault::NotWritable,
                           folder.string(), error.message());
    if (fs::exists(folder / kReadMe, error))
        return {};
    return writeFileAtomically(folder / kReadMe, fileNameOf(name) + "\n\n" + std::string(kWords));
}

std::string fileNameOf(std::string_view title)
{
    std::string name;
    while (!title.empty()) {
        const auto [code, length] = characterAt(title);
        if (name.size() + length > kLongestName)
            break;
        if (code == ' ' ? !name.empty() && name.back() != ' ' : !isInvisible(code))
            name += code < 0x80 && kRefused.find(static_cast<char>(code)) != std::string_view::npos
                        ? std::string_view("_")
                        : title.substr(0, length);
        title.remove_prefix(length);
    }
    name.erase(0, std::min(name.find_first_not_of(" ."), name.size()));
    while (!name.empty() && (name.back() == ' ' || name.back() == '.'))
        name.pop_back();
    return name.empty() ? "Untitled" : name;
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
