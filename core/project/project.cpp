#include "core/project/project.h"

#include "core/base/file.h"
#include "core/library/sqlite_statement.h"
#include "core/project/item_rows.h"
#include "core/project/project_folder.h"

#include <sqlite3.h>

#include <system_error>
#include <utility>

namespace cadenza::project {

namespace fs = std::filesystem;
using library::Statement;

namespace {

std::string wordsOf(ReadOnlyBecause why)
{
    switch (why) {
    case ReadOnlyBecause::Asked: return "it is open read-only";
    case ReadOnlyBecause::MadeByNewer: return "it was made by a newer Cadenza, and is open read-only: update Cadenza";
    case ReadOnlyBecause::FolderIsReadOnly: return "its folder is read-only";
    }
    return {};
}

std::string backupName(int version)
{
    return "project-version-" + std::to_string(version) + ".db";
}

/// Runs whose process ended without a word. Nobody else writes while we hold the folder.
Result<void> markInterrupted(Database& database)
{
    return database.execute("UPDATE runs SET state=" + std::to_string(static_cast<int>(RunState::Interrupted))
                            + " WHERE state=" + std::to_string(static_cast<int>(RunState::Running)));
}

Result<void> bringUpToDate(Database& database, const fs::path& folder, int version, Schema schema)
{
    if (version == static_cast<int>(schema.size()))
        return {};
    std::error_code error;
    fs::create_directories(folder / kBackups, error);
    if (auto copied = database.copyTo(folder / kBackups / backupName(version)); !copied)
        return copied;
    return migrate(database, schema);
}

/// Made in memory and moved there, so that a folder never holds a database without its tables.
Result<void> makeDatabase(const fs::path& folder, std::string_view name)
{
    auto database = Database::inMemory();
    if (!database)
        return std::unexpected(database.error());
    if (auto migrated = migrate(*database, currentSchema()); !migrated)
        return migrated;
    Statement about(database->handle(), "INSERT INTO about(id, name, created) VALUES(1, ?, ?)");
    if (auto done = stored(about.bind(1, name).bind(2, now()), *database); !done)
        return done;
    return database->copyTo(folder / kDatabaseFile);
}

/// Fails with NotProject or ProjectDamaged where `folder` holds no database of ours.
Result<Database> openDatabase(const fs::path& folder, Database::Mode mode)
{
    auto database = Database::open(folder / kDatabaseFile, mode);
    if (!database && database.error().fault == Fault::NotFound)
        return failure(Fault::NotProject, folder.string(), "it holds no project.db");
    return database;
}

} // namespace

Project::Project(fs::path folder, Database database, std::optional<FolderLock> lock,
                 std::optional<ReadOnlyBecause> readOnly)
    : folder_(std::move(folder)), lock_(std::move(lock)), readOnly_(readOnly), database_(std::move(database)),
      history_(*this)
{
}

Result<std::unique_ptr<Project>> Project::create(const fs::path& folder, std::string_view name)
{
    std::error_code error;
    for (fs::directory_iterator files(folder, error), end; !error && files != end; files.increment(error))
        if (files->path().filename() != kLockFile)
            return failure(Fault::NotWritable, folder.string(), "the folder is not empty");
    if (fs::create_directories(folder, error); error)
        return failure(Fault::NotWritable, folder.string(), error.message());
    auto lock = FolderLock::take(folder);
    if (!lock)
        return std::unexpected(lock.error());
    if (auto made = makeProjectFolder(folder, name); !made)
        return std::unexpected(made.error());
    if (auto made = makeDatabase(folder, name); !made)
        return std::unexpected(made.error());
    auto database = openDatabase(folder, Database::Mode::ReadWrite);
    if (!database)
        return std::unexpected(database.error());
    return std::unique_ptr<Project>(
        new Project(fs::absolute(folder), std::move(*database), std::move(*lock), std::nullopt));
}

Result<std::unique_ptr<Project>> Project::open(const fs::path& folder, Access access, Schema schema)
{
    std::error_code error;
    if (!fs::exists(folder / kDatabaseFile, error))
        return failure(Fault::NotProject, folder.string(), "it holds no project.db");
    if (access == Access::ReadOnly)
        return openReadOnly(folder, ReadOnlyBecause::Asked, schema);
    auto lock = FolderLock::take(folder);
    if (!lock && lock.error().fault == Fault::NotWritable)
        return openReadOnly(folder, ReadOnlyBecause::FolderIsReadOnly, schema);
    if (!lock)
        return std::unexpected(lock.error());
    {
        const auto looked = openDatabase(folder, Database::Mode::ReadOnly);
        const auto version = looked ? versionOf(*looked) : std::unexpected(looked.error());
        if (!version)
            return std::unexpected(version.error());
        if (*version > static_cast<int>(schema.size()))
            return openReadOnly(folder, ReadOnlyBecause::MadeByNewer, schema);
    }
    auto database = openDatabase(folder, Database::Mode::ReadWrite);
    if (!database)
        return std::unexpected(database.error());
    const auto version = versionOf(*database);
    if (!version)
        return std::unexpected(version.error());
    if (const std::string faults = database->quickFaults(); !faults.empty()) // going on would spread the damage
        return failure(Fault::ProjectDamaged, folder.string(), faults);
    if (auto current = bringUpToDate(*database, folder, *version, schema); !current)
        return std::unexpected(current.error());
    removeHalfWritten(folder);
    if (auto marked = markInterrupted(*database); !marked)
        return std::unexpected(marked.error());
    return std::unique_ptr<Project>(
        new Project(fs::absolute(folder), std::move(*database), std::move(*lock), std::nullopt));
}

Result<std::unique_ptr<Project>> Project::openReadOnly(const fs::path& folder, ReadOnlyBecause why, Schema schema)
{
    auto database = openDatabase(folder, Database::Mode::ReadOnly);
    const auto version = database ? versionOf(*database) : std::unexpected(database.error());
    if (!version)
        return std::unexpected(version.error());
    if (*version < static_cast<int>(schema.size())) { // an older one is brought up to date in a copy
        database = database->copyInMemory();
        if (!database)
            return std::unexpected(database.error());
        if (auto migrated = migrate(*database, schema); !migrated)
            return std::unexpected(migrated.error());
    }
    return std::unique_ptr<Project>(new Project(fs::absolute(folder), std::move(*database), std::nullopt, why));
}

Result<void> Project::change(const std::function<Result<void>()>& work)
{
    const std::scoped_lock lock(mutex_);
    if (readOnly_)
        return failure(Fault::NotWritable, folder_.string(), wordsOf(*readOnly_));
    return database_.transact(work);
}

Result<std::string> Project::name() const
{
    const std::scoped_lock lock(mutex_);
    Statement row(database_.handle(), "SELECT name FROM about WHERE id=1");
    return row.next() ? Result<std::string>(row.text(0)) : std::unexpected(database_.error());
}

Result<std::string> Project::note() const
{
    const std::scoped_lock lock(mutex_);
    Statement row(database_.handle(), "SELECT note FROM about WHERE id=1");
    return row.next() ? Result<std::string>(row.text(0)) : std::unexpected(database_.error());
}

Result<void> Project::describe(std::string_view name, std::string_view note)
{
    return change([&]() -> Result<void> {
        Statement update(database_.handle(), "UPDATE about SET name=?, note=? WHERE id=1");
        return stored(update.bind(1, name).bind(2, note), database_);
    });
}

Result<void> Project::changeRow(Item item, std::string_view assignment, const StateValue& value)
{
    return change([&]() -> Result<void> {
        Statement update(database_.handle(), "UPDATE " + std::string(tableOf(item.kind)) + " SET "
                                                 + std::string(assignment) + " WHERE id=?2");
        bindValue(update, 1, value);
        if (auto done = stored(update.bind(2, item.id), database_); !done)
            return done;
        if (sqlite3_changes(database_.handle()) == 0)
            return failure(Fault::NotFound, std::string(tableOf(item.kind)) + ' ' + std::to_string(item.id));
        return {};
    });
}

Result<void> Project::rename(Item item, std::string_view name)
{
    return changeRow(item, "name=?1", std::string(name));
}

Result<void> Project::setNote(Item item, std::string_view note)
{
    return changeRow(item, "note=?1", std::string(note));
}

Result<void> Project::remove(Item item)
{
    return changeRow(item, "deleted=?1", now());
}

Result<void> Project::restore(Item item)
{
    return changeRow(item, "deleted=nullif(?1, 0)", std::int64_t{0});
}

Result<std::optional<StateValue>> Project::state(std::string_view key) const
{
    const std::scoped_lock lock(mutex_);
    Statement row(database_.handle(), "SELECT value FROM state WHERE key=?");
    if (row.bind(1, key).next())
        return valueIn(row, 0);
    if (row.failed())
        return std::unexpected(database_.error());
    return std::nullopt;
}

Result<void> Project::setState(std::string_view key, const StateValue& value)
{
    return change([&]() -> Result<void> {
        Statement insert(database_.handle(), "INSERT INTO state VALUES(?,?) "
                                             "ON CONFLICT(key) DO UPDATE SET value=excluded.value");
        bindValue(insert.bind(1, key), 2, value);
        return stored(insert, database_);
    });
}

Result<void> Project::backUp() const
{
    const std::scoped_lock lock(mutex_);
    if (readOnly_)
        return failure(Fault::NotWritable, folder_.string(), wordsOf(*readOnly_));
    std::error_code error;
    fs::create_directories(folder_ / kBackups, error);
    return database_.copyTo(folder_ / kBackups / kDatabaseFile);
}

Result<void> Project::copyDatabaseTo(const fs::path& target) const
{
    const std::scoped_lock lock(mutex_);
    return database_.copyTo(target);
}

} // namespace cadenza::project
