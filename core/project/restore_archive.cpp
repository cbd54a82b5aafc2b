#include "core/base/file.h"
#include "core/library/archive.h"
#include "core/project/folder_aside.h"
#include "core/project/project_copy.h"
#include "core/project/project_folder.h"

#include <algorithm>
#include <system_error>

namespace cadenza::project {

namespace fs = std::filesystem;

namespace {

constexpr int kVersionWithHistory = 2; ///< of the schema
/// Wider than for music: models are large, and go to the disk one at a time.
constexpr library::ArchiveLimits kLimits{
    .entries = 300'000, .totalBytes = 64ull << 30, .entryBytes = 4ull << 30, .ratio = 300, .ratioFrom = 1ull << 20};

/// What stands before `project.db` in the zip: the folder's name, where a person packed the folder.
Result<std::string> rootOf(const library::Archive& archive, const fs::path& zip)
{
    for (const library::ArchiveMember& member : archive.members()) {
        if (member.name == kDatabaseFile)
            return std::string();
        const auto slash = member.name.find('/');
        if (slash != std::string::npos && std::string_view(member.name).substr(slash + 1) == kDatabaseFile)
            return member.name.substr(0, slash + 1);
    }
    return failure(Fault::NotProject, zip.string(), "the zip holds no project.db");
}

/// Whether a project has such a file; everything else in a zip is left there.
bool belongs(std::string_view name)
{
    if (name == kDatabaseFile || name == std::string(kDatabaseFile) + "-wal" || name == kReadMe)
        return true;
    const auto slash = name.find('/');
    if (slash == std::string_view::npos)
        return false;
    const std::string_view folder = name.substr(0, slash);
    const std::string_view rest = name.substr(slash + 1);
    if (folder == kTakes || folder == kSeeds)
        return isPlainFileName(rest) && rest.ends_with(".mid");
    if (folder == kModels)
        return isPlainFileName(rest) && rest.ends_with(".safetensors");
    return folder == kMusic && !rest.empty();
}

Result<void> unpack(const library::Archive& archive, const library::ArchiveMember& member, const fs::path& target)
{
    const auto bytes = archive.read(member); // refuses names that lead out, and more bytes than it says
    if (!bytes)
        return std::unexpected(bytes.error());
    std::error_code error;
    fs::create_directories(target.parent_path(), error);
    return writeFileAtomically(target, *bytes);
}

Result<void> unpackAll(const library::Archive& archive, const std::string& root, const fs::path& target,
                       const std::stop_token& stop, const ProgressSink& progress)
{
    for (std::size_t i = 0; i < archive.members().size(); ++i) {
        const library::ArchiveMember& member = archive.members()[i];
        if (stop.stop_requested())
            return failure(Fault::Cancelled);
        if (progress)
            progress(static_cast<double>(i) / static_cast<double>(archive.members().size()), member.name);
        if (!library::isSafeMemberName(member.name))
            return failure(Fault::ArchiveRefused, member.name, "the name leads out of the archive");
        if (!member.name.starts_with(root))
            continue;
        const std::string name = member.name.substr(root.size());
        if (!belongs(name))
            continue;
        if (auto unpacked = unpack(archive, member, target / name); !unpacked)
            return unpacked;
    }
    return {};
}

/// A database from a stranger: ours in every table, and whole.
Result<void> check(const fs::path& folder)
{
    auto database = Database::open(folder / kDatabaseFile, Database::Mode::ReadWrite); // takes in its log
    const auto version = database ? versionOf(*database) : std::unexpected(database.error());
    if (!version)
        return std::unexpected(version.error());
    const Schema schema = currentSchema();
    if (*version < 1)
        return failure(Fault::NotProject, folder.string(), "its project.db is empty");
    if (static_cast<std::size_t>(*version) <= schema.size()
        && !hasOnlyOurTables(*database, schema.first(static_cast<std::size_t>(*version))))
        return failure(Fault::ArchiveRefused, kDatabaseFile, "it holds more than a project's tables");
    if (const std::string faults = database->faults(); !faults.empty())
        return failure(Fault::ProjectDamaged, kDatabaseFile, faults);
    // Taking back would apply changes that a stranger wrote down.
    return *version < kVersionWithHistory ? Result<void>() : database->execute("DELETE FROM actions");
}

} // namespace

bool holdsProject(const fs::path& zip)
{
    const auto archive = library::Archive::openInPlace(zip, kLimits);
    return archive && rootOf(*archive, zip);
}

Result<void> restoreArchive(const fs::path& zip, const fs::path& target, std::stop_token stop,
                            const ProgressSink& progress)
{
    const auto archive = library::Archive::openInPlace(zip, kLimits);
    if (!archive)
        return std::unexpected(archive.error());
    const auto root = rootOf(*archive, zip);
    if (!root)
        return std::unexpected(root.error());
    auto aside = FolderAside::of(target);
    if (!aside)
        return std::unexpected(aside.error());
    if (auto unpacked = unpackAll(*archive, *root, aside->path(), stop, progress); !unpacked)
        return unpacked;
    if (auto checked = check(aside->path()); !checked)
        return checked;
    if (auto made = makeProjectFolder(aside->path(), target.filename().string()); !made)
        return made;
    return aside->becomeTarget();
}

} // namespace cadenza::project
