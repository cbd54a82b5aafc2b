#include "core/project/database.h"

#include "core/base/file.h"
#include "core/library/sqlite_statement.h"

#include <sqlite3.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace cadenza::project {

namespace fs = std::filesystem;
using library::Statement;

namespace {

constexpr int kBusyMs = 5000; ///< a reader may be copying the project

Fault faultOf(sqlite3* database)
{
    switch (sqlite3_errcode(database)) {
    case SQLITE_FULL: return Fault::DiskFull;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_ERROR: // a table or column that should be there
    case SQLITE_SCHEMA: return Fault::ProjectDamaged;
    case SQLITE_IOERR:
        return sqlite3_system_errno(database) == ENOSPC || sqlite3_system_errno(database) == EDQUOT
                   ? Fault::DiskFull
                   : Fault::NotWritable;
    case SQLITE_NOMEM: return Fault::OutOfMemory;
    default: return Fault::NotWritable;
    }
}

/// A path as SQLite's URI form wants it, so that a “?” in a name means nothing.
std::string uriOf(const fs::path& file, std::string_view options)
{
    std::string uri = "file:";
    for (const char c : fs::absolute(file).string()) {
        if (c == '?' || c == '#' || c == '%') {
            constexpr std::string_view digits = "0123456789ABCDEF";
            const auto byte = static_cast<unsigned char>(c);
            uri += '%';
            uri += digits[byte >> 4];
            uri += digits[byte & 15];
        } else {
            uri += c;
        }
    }
    return uri + std::string(options);
}

} // namespace

void Database::Close::operator()(sqlite3* database) const
{
    sqlite3_close_v2(database);
}

Result<Database> Database::open(const fs::path& file, Mode mode)
{
    std::error_code problem;
    if (mode != Mode::Create && !fs::exists(file, problem))
        return failure(Fault::NotFound, file.string());
    const int flags = mode == Mode::ReadOnly ? SQLITE_OPEN_READONLY
                                             : SQLITE_OPEN_READWRITE | (mode == Mode::Create ? SQLITE_OPEN_CREATE : 0);
    // A log that cannot be shared because the folder is read-only: then nobody writes, and the file stands as it is.
    for (const std::string_view options : {"", "?immutable=1"}) {
        sqlite3* raw = nullptr;
        const int opened = sqlite3_open_v2(uriOf(file, options).c_str(), &raw,
                                           flags | SQLITE_OPEN_URI | SQLITE_OPEN_FULLMUTEX, nullptr);
        Database database(raw, file.string());
        if (opened != SQLITE_OK)
            return std::unexpected(database.error());
        const auto prepared = database.prepare(mode);
        if (prepared)
            return database;
        const int code = sqlite3_errcode(raw);
        if (mode != Mode::ReadOnly || (code != SQLITE_CANTOPEN && code != SQLITE_READONLY) || !options.empty())
            return std::unexpected(prepared.error());
    }
    return failure(Fault::NotReadable, file.string());
}

Result<void> Database::prepare(Mode mode)
{
    sqlite3_busy_timeout(handle(), kBusyMs);
    sqlite3_extended_result_codes(handle(), 0);
    sqlite3_db_config(handle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle(), SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(handle(), SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    // FULL: a transaction that was confirmed survives a pulled plug, not only the death of the program.
    if (auto set = execute("PRAGMA cell_size_check=ON; PRAGMA synchronous=FULL"); !set)
        return set;
    if (mode != Mode::ReadOnly)
        if (auto set = execute("PRAGMA journal_mode=WAL"); !set)
            return set;
    return execute("SELECT count(*) FROM sqlite_master");
}

Result<Database> Database::inMemory()
{
    sqlite3* raw = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX;
    const int opened = sqlite3_open_v2(":memory:", &raw, flags, nullptr);
    Database database(raw, "memory");
    if (opened != SQLITE_OK)
        return std::unexpected(database.error());
    return database;
}

Result<Database> Database::copyInMemory() const
{
    auto copy = inMemory();
    if (!copy)
        return copy;
    copy->subject_ = subject_;
    sqlite3_backup* backup = sqlite3_backup_init(copy->handle(), "main", handle(), "main");
    if (!backup)
        return std::unexpected(copy->error());
    sqlite3_backup_step(backup, -1);
    if (sqlite3_backup_finish(backup) != SQLITE_OK)
        return std::unexpected(copy->error());
    return copy;
}

Result<void> Database::transact(const std::function<Result<void>()>& work)
{
    if (!sqlite3_get_autocommit(handle()))
        return work();
    if (auto begun = execute("BEGIN IMMEDIATE"); !begun)
        return begun;
    auto done = work();
    if (done)
        done = execute("COMMIT");
    if (!done && !sqlite3_get_autocommit(handle()))
        (void)execute("ROLLBACK");
    return done;
}

Result<void> Database::execute(const std::string& sql)
{
    if (sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return std::unexpected(error());
    return {};
}

Result<void> Database::copyTo(const fs::path& target) const
{
    const fs::path temporary = target.string() + ".part";
    std::error_code ignored;
    fs::remove(temporary, ignored); // of a copy that was cut short
    Statement copy(handle(), "VACUUM INTO ?");
    const bool copied = copy.bind(1, temporary.string()).run();
    const auto moved = copied ? moveIntoPlace(temporary, target) : std::unexpected(error());
    if (!moved)
        fs::remove(temporary, ignored);
    return moved;
}

Result<int> Database::integer(const std::string& sql) const
{
    Statement row(handle(), sql);
    if (!row.next())
        return std::unexpected(error());
    return static_cast<int>(row.integer(0));
}

std::string Database::faults() const
{
    return faultsBy("PRAGMA integrity_check(20)");
}

std::string Database::quickFaults() const
{
    return faultsBy("PRAGMA quick_check(1)");
}

std::string Database::faultsBy(const char* check) const
{
    std::string lines;
    Statement rows(handle(), check);
    while (rows.next())
        if (rows.text(0) != "ok")
            lines += rows.text(0) + '\n';
    if (rows.failed())
        lines += sqlite3_errmsg(handle()) + std::string("\n");
    return lines;
}

Error Database::error() const
{
    return {faultOf(handle()), subject_, sqlite3_errmsg(handle()), std::nullopt};
}

} // namespace cadenza::project
