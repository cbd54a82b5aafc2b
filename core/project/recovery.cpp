#include "core/project/recovery.h"

#include "core/base/file.h"
#include "core/base/file_name.h"
#include "core/midi/midi_reader.h"
#include "core/model/sha256.h"
#include "core/project/folder_aside.h"
#include "core/project/page_scan.h"
#include "core/project/project_folder.h"
#include "core/project/salvage.h"
#include "core/project/sources.h"

#include <algorithm>
#include <ranges>
#include <system_error>

namespace cadenza::project {

namespace fs = std::filesystem;

namespace {

bool holdsMusic(const fs::path& file)
{
    const auto bytes = readFile(file);
    return bytes && midi::readMidi(*bytes);
}

bool isStill(const fs::path& file, const std::string& sha256)
{
    const auto bytes = readFile(file);
    return bytes && model::Sha256().add(*bytes).hex() == sha256;
}

void note(Health& health, const fs::path& file, bool sound)
{
    std::error_code error;
    if (!fs::exists(file, error))
        health.missing.push_back(file);
    else if (!sound)
        health.damaged.push_back(file);
}

/// A copy to read from: opening a database may write to it, and the damaged one is evidence.
Result<Database> openCopy(const fs::path& damaged, const fs::path& copy)
{
    if (auto copied = copyFileAtomically(damaged, copy); !copied)
        return std::unexpected(copied.error());
    const fs::path log = damaged.string() + "-wal";
    std::error_code error;
    if (fs::exists(log, error))
        if (auto copied = copyFileAtomically(log, copy.string() + "-wal"); !copied)
            return std::unexpected(copied.error());
    return Database::open(copy, Database::Mode::ReadWrite);
}

void removeCopy(const fs::path& copy)
{
    std::error_code ignored;
    for (const char* ending : {"", "-wal", "-shm", "-journal"})
        fs::remove(copy.string() + ending, ignored);
}

std::size_t salvageAll(const Database& from, Database& to)
{
    std::size_t rows = 0;
    for (const std::string& table : tablesOf(currentSchema()))
        rows += salvageTable(from, to, table);
    return rows;
}

/// The rows of one database file, brought up to date first where that is possible.
std::size_t salvageFile(const fs::path& file, const fs::path& copy, Database& to)
{
    std::size_t rows = 0;
    if (auto from = openCopy(file, copy)) {
        const auto version = versionOf(*from);
        if (version && *version > 0 && static_cast<std::size_t>(*version) < currentSchema().size())
            (void)migrate(*from, currentSchema());
        rows = salvageAll(*from, to);
    }
    removeCopy(copy);
    return rows;
}

/// Backups, the newest first: the latest word on a row stands.
std::vector<fs::path> backupsIn(const fs::path& folder)
{
    std::vector<fs::path> files;
    for (const std::string& name : filesEnding(folder / kBackups, ".db"))
        files.push_back(folder / kBackups / name);
    std::ranges::sort(files, std::greater(), [](const fs::path& file) {
        std::error_code error;
        return fs::last_write_time(file, error);
    });
    return files;
}

Result<void> copyFiles(const fs::path& from, const fs::path& to, const char* folder)
{
    for (const std::string& name : filesEnding(from / folder, ""))
        if (const auto copied = copyFileAtomically(from / folder / name, to / folder / name);
            !copied && copied.error().fault != Fault::NotReadable) // a bad sector costs one file
            return copied;
    return {};
}

Result<Rescue> rescueRows(const fs::path& damaged, const fs::path& folder)
{
    Rescue rescue;
    auto fresh = Database::inMemory();
    if (!fresh)
        return std::unexpected(fresh.error());
    if (auto migrated = migrate(*fresh, currentSchema()); !migrated)
        return std::unexpected(migrated.error());
    const fs::path copy = folder / "damaged.db";
    rescue.rows = salvageFile(damaged / kDatabaseFile, copy, *fresh);
    for (const fs::path& backup : backupsIn(damaged))
        rescue.backupRows += salvageFile(backup, copy, *fresh);
    if (const auto bytes = readFile(damaged / kDatabaseFile))
        rescue.rows += salvagePages(*bytes, *fresh, currentSchema());
    if (auto forgotten = fresh->execute("DELETE FROM actions"); !forgotten) // rows may be missing between their changes
        return std::unexpected(forgotten.error());
    const std::string name = fileNameOf(fs::absolute(damaged).lexically_normal().filename().string());
    library::Statement about(fresh->handle(), "INSERT OR IGNORE INTO about(id, name, created) VALUES(1, ?, ?)");
    if (auto done = stored(about.bind(1, name).bind(2, now()), *fresh); !done)
        return std::unexpected(done.error());
    if (auto written = fresh->copyTo(folder / kDatabaseFile); !written)
        return std::unexpected(written.error());
    return rescue;
}

} // namespace

Result<Health> checkProject(const Project& project)
{
    Health health;
    health.databaseFaults = project.database().faults();
    const auto takes = project.takes();
    const auto models = project.models();
    const auto runs = project.runs();
    const auto places = findSources(project);
    const auto unclaimed = project.unclaimedFiles();
    if (!takes || !models || !runs || !places || !unclaimed) {
        health.databaseFaults += "not every table can be read\n";
        return health;
    }
    for (const TakeRecord& take : *takes)
        note(health, project.folder() / kTakes / take.file, holdsMusic(project.folder() / kTakes / take.file));
    for (const ModelRecord& model : *models)
        note(health, project.folder() / kModels / model.file,
             isStill(project.folder() / kModels / model.file, model.sha256));
    for (const SourcePlace& place : *places)
        if (!place.found)
            health.sourcesAway.push_back(place.lastSeen);
    for (const Run& run : *runs)
        if (run.state == RunState::Interrupted)
            health.interrupted.push_back(run.id);
    health.unclaimed = *unclaimed;
    return health;
}

Result<Rescue> rescueProject(const fs::path& damaged, const fs::path& target)
{
    std::error_code error;
    if (!fs::exists(damaged / kDatabaseFile, error) && !fs::exists(damaged / kTakes, error)
        && !fs::exists(damaged / kModels, error))
        return failure(Fault::NotProject, damaged.string(), "nothing of a project is there");
    const auto lock = FolderLock::take(damaged);
    if (!lock && lock.error().fault == Fault::InUse)
        return std::unexpected(lock.error());
    auto aside = FolderAside::of(target);
    if (!aside)
        return std::unexpected(aside.error());
    if (auto made = makeProjectFolder(aside->path(), damaged.filename().string()); !made)
        return std::unexpected(made.error());
    auto rescue = rescueRows(damaged, aside->path());
    if (!rescue)
        return rescue;
    for (const char* folder : {kTakes, kModels, kSeeds, kCheckpoints, kBackups})
        if (auto copied = copyFiles(damaged, aside->path(), folder); !copied)
            return std::unexpected(copied.error());
    {
        auto project = Project::open(aside->path());
        if (!project)
            return std::unexpected(project.error());
        const auto adopted = (*project)->adoptFiles();
        if (!adopted)
            return std::unexpected(adopted.error());
        rescue->adopted = adopted->size();
    }
    if (auto moved = aside->becomeTarget(); !moved)
        return std::unexpected(moved.error());
    return rescue;
}

} // namespace cadenza::project
