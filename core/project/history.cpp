// The session extension is declared only where these are set; Debian's SQLite is built with it.
#define SQLITE_ENABLE_SESSION
#define SQLITE_ENABLE_PREUPDATE_HOOK

#include "core/project/history.h"

#include "core/library/sqlite_statement.h"
#include "core/project/item_rows.h"
#include "core/project/project.h"

#include <sqlite3.h>

#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>

namespace cadenza::project {
namespace {

using library::Statement;
using Changes = std::vector<std::byte>; ///< an SQLite changeset

constexpr std::int64_t kMostActions = 1000;
constexpr std::int64_t kMostBytes = std::int64_t{16} << 20;

struct DeleteSession {
    void operator()(sqlite3_session* session) const { sqlite3session_delete(session); }
};
struct DeleteGroup {
    void operator()(sqlite3_changegroup* group) const { sqlite3changegroup_delete(group); }
};

/// What SQLite allocated, as bytes of our own.
Changes taken(void* data, int size)
{
    const auto* bytes = static_cast<const std::byte*>(data);
    Changes copy(bytes, bytes + size);
    sqlite3_free(data);
    return copy;
}

/// A row that something else changed since gets what the action says; one that is gone stays so.
int settle(void* /*context*/, int conflict, sqlite3_changeset_iter* /*change*/)
{
    switch (conflict) {
    case SQLITE_CHANGESET_DATA: return SQLITE_CHANGESET_REPLACE;
    case SQLITE_CHANGESET_NOTFOUND: return SQLITE_CHANGESET_OMIT;
    default: return SQLITE_CHANGESET_ABORT;
    }
}

/// The history does not watch itself.
int isWatched(void* /*context*/, const char* table)
{
    return std::string_view(table) != "actions";
}

Result<Changes> inverse(const Changes& changes)
{
    int size = 0;
    void* data = nullptr;
    if (sqlite3changeset_invert(static_cast<int>(changes.size()), changes.data(), &size, &data) != SQLITE_OK)
        return failure(Fault::ProjectDamaged, "actions");
    return taken(data, size);
}

/// One after the other as one.
Result<Changes> together(Changes first, Changes second)
{
    sqlite3_changegroup* raw = nullptr;
    int size = 0;
    void* data = nullptr;
    if (sqlite3changegroup_new(&raw) != SQLITE_OK)
        return failure(Fault::OutOfMemory, "actions");
    const std::unique_ptr<sqlite3_changegroup, DeleteGroup> group(raw);
    for (Changes* changes : {&first, &second})
        if (sqlite3changegroup_add(raw, static_cast<int>(changes->size()), changes->data()) != SQLITE_OK)
            return failure(Fault::ProjectDamaged, "actions");
    if (sqlite3changegroup_output(raw, &size, &data) != SQLITE_OK)
        return failure(Fault::OutOfMemory, "actions");
    return taken(data, size);
}

struct Action {
    std::int64_t id{0};
    std::string name;
    Changes changes;
};

/// The first that `sql` gives; nothing where it gives none.
std::optional<Action> actionBy(const Database& database, const char* sql)
{
    Statement row(database.handle(), sql);
    if (!row.next())
        return std::nullopt;
    const auto blob = row.blob(2);
    return Action{row.integer(0), row.text(1), Changes(blob.begin(), blob.end())};
}

constexpr const char* kNextToUndo = "SELECT id, name, changes FROM actions WHERE undone=0 ORDER BY id DESC LIMIT 1";
constexpr const char* kNextToRedo = "SELECT id, name, changes FROM actions WHERE undone=1 ORDER BY id LIMIT 1";

std::vector<std::string> namesBy(const Database& database, const char* sql)
{
    std::vector<std::string> names;
    Statement rows(database.handle(), sql);
    while (rows.next())
        names.push_back(rows.text(0));
    return names;
}

Result<void> apply(const Database& database, Changes changes)
{
    if (sqlite3changeset_apply(database.handle(), static_cast<int>(changes.size()), changes.data(), nullptr, &settle,
                               nullptr)
        != SQLITE_OK)
        return std::unexpected(database.error());
    return {};
}

Result<void> mark(const Database& database, std::int64_t action, bool undone)
{
    Statement update(database.handle(), "UPDATE actions SET undone=? WHERE id=?");
    return stored(update.bind(1, std::int64_t{undone}).bind(2, action), database);
}

} // namespace

Result<Performed> History::perform(const std::string& name, const std::function<Result<void>()>& work, Joining joining)
{
    const std::scoped_lock lock(project_.mutex_);
    sqlite3_session* raw = nullptr;
    if (sqlite3session_create(project_.database_.handle(), "main", &raw) != SQLITE_OK)
        return std::unexpected(project_.database_.error());
    const std::unique_ptr<sqlite3_session, DeleteSession> session(raw);
    sqlite3session_table_filter(raw, &isWatched, nullptr);
    if (sqlite3session_attach(raw, nullptr) != SQLITE_OK)
        return std::unexpected(project_.database_.error());
    Performed performed = Performed::Nothing;
    const auto done = project_.change([&]() -> Result<void> {
        if (auto worked = work(); !worked)
            return worked;
        int size = 0;
        void* data = nullptr;
        if (sqlite3session_changeset(raw, &size, &data) != SQLITE_OK)
            return failure(Fault::OutOfMemory, name);
        const auto kept = keep(name, taken(data, size), joining);
        performed = kept.value_or(Performed::Nothing);
        return kept ? Result<void>() : std::unexpected(kept.error());
    });
    return done ? Result<Performed>(performed) : std::unexpected(done.error());
}

Result<Performed> History::keep(const std::string& name, Changes changes, Joining joining)
{
    if (changes.empty())
        return Performed::Nothing;
    Database& database = project_.database_;
    if (auto forgotten = database.execute("DELETE FROM actions WHERE undone=1"); !forgotten)
        return std::unexpected(forgotten.error());
    const auto last = joining == Joining::ToTheLast ? actionBy(database, kNextToUndo) : std::nullopt;
    if (last && last->name == name) {
        const auto both = together(last->changes, std::move(changes));
        if (!both)
            return std::unexpected(both.error());
        Statement update(database.handle(), "UPDATE actions SET changes=? WHERE id=?");
        const auto joined = stored(update.bind(1, *both).bind(2, last->id), database);
        return joined ? Result<Performed>(Performed::Joined) : std::unexpected(joined.error());
    }
    Statement insert(database.handle(), "INSERT INTO actions(name, changes, undone) VALUES(?,?,0)");
    if (auto added = stored(insert.bind(1, name).bind(2, changes), database); !added)
        return std::unexpected(added.error());
    const auto trimmed = trim();
    return trimmed ? Result<Performed>(Performed::Added) : std::unexpected(trimmed.error());
}

/// The newest stays, however large it is.
Result<void> History::trim()
{
    Statement forget(project_.database_.handle(),
                     "DELETE FROM actions WHERE id IN (SELECT id FROM (SELECT id,"
                     " row_number() OVER newest AS place, sum(length(changes)) OVER newest AS bytes FROM actions"
                     " WINDOW newest AS (ORDER BY id DESC)) WHERE place > ?1 OR (bytes > ?2 AND place > 1))");
    return stored(forget.bind(1, kMostActions).bind(2, kMostBytes), project_.database_);
}

Result<std::string> History::undo()
{
    const std::scoped_lock lock(project_.mutex_);
    const Database& database = project_.database_;
    const auto action = actionBy(database, kNextToUndo);
    if (!action)
        return failure(Fault::NotFound, "an action to undo");
    const auto undone = project_.change([&]() -> Result<void> {
        auto back = inverse(action->changes);
        if (!back)
            return std::unexpected(back.error());
        if (auto applied = apply(database, std::move(*back)); !applied)
            return applied;
        return mark(database, action->id, true);
    });
    return undone ? Result<std::string>(action->name) : std::unexpected(undone.error());
}

Result<std::string> History::redo()
{
    const std::scoped_lock lock(project_.mutex_);
    const Database& database = project_.database_;
    const auto action = actionBy(database, kNextToRedo);
    if (!action)
        return failure(Fault::NotFound, "an action to redo");
    const auto redone = project_.change([&]() -> Result<void> {
        if (auto applied = apply(database, action->changes); !applied)
            return applied;
        return mark(database, action->id, false);
    });
    return redone ? Result<std::string>(action->name) : std::unexpected(redone.error());
}

std::vector<std::string> History::undoable() const
{
    const std::scoped_lock lock(project_.mutex_);
    return namesBy(project_.database_, "SELECT name FROM actions WHERE undone=0 ORDER BY id DESC");
}

std::vector<std::string> History::redoable() const
{
    const std::scoped_lock lock(project_.mutex_);
    return namesBy(project_.database_, "SELECT name FROM actions WHERE undone=1 ORDER BY id");
}

} // namespace cadenza::project
