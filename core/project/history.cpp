// The session extension is declared only where these are set; Debian's SQLite is built with it.
#define SQLITE_ENABLE_SESSION
#define SQLITE_ENABLE_PREUPDATE_HOOK

#include "core/project/history.h"

#include "core/project/project.h"

#include <sqlite3.h>

#include <memory>
#include <mutex>
#include <utility>

namespace cadenza::project {
namespace {

struct DeleteSession {
    void operator()(sqlite3_session* session) const { sqlite3session_delete(session); }
};

/// What SQLite allocated, as bytes of our own.
std::vector<std::byte> taken(void* data, int size)
{
    const auto* bytes = static_cast<const std::byte*>(data);
    std::vector<std::byte> copy(bytes, bytes + size);
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

std::vector<std::byte> inverse(const std::vector<std::byte>& changes)
{
    int size = 0;
    void* data = nullptr;
    if (sqlite3changeset_invert(static_cast<int>(changes.size()), changes.data(), &size, &data) != SQLITE_OK)
        return {};
    return taken(data, size);
}

std::vector<std::string> namesOf(const auto& actions)
{
    std::vector<std::string> names;
    for (auto action = actions.rbegin(); action != actions.rend(); ++action)
        names.push_back(action->name);
    return names;
}

} // namespace

Result<void> History::perform(std::string name, const std::function<Result<void>()>& work)
{
    const std::scoped_lock lock(project_.mutex_);
    sqlite3* database = project_.database_.handle();
    sqlite3_session* raw = nullptr;
    if (sqlite3session_create(database, "main", &raw) != SQLITE_OK)
        return std::unexpected(project_.database_.error());
    const std::unique_ptr<sqlite3_session, DeleteSession> session(raw);
    if (sqlite3session_attach(raw, nullptr) != SQLITE_OK)
        return std::unexpected(project_.database_.error());
    std::vector<std::byte> changes;
    const auto done = project_.change([&]() -> Result<void> {
        if (auto worked = work(); !worked)
            return worked;
        int size = 0;
        void* data = nullptr;
        if (sqlite3session_changeset(raw, &size, &data) != SQLITE_OK)
            return failure(Fault::OutOfMemory, name);
        changes = taken(data, size);
        return {};
    });
    if (!done)
        return done;
    if (changes.empty())
        return {};
    done_.push_back({std::move(name), std::move(changes)});
    if (done_.size() > kMostActions)
        done_.erase(done_.begin());
    undone_.clear();
    return {};
}

Result<void> History::apply(std::vector<std::byte> changes)
{
    sqlite3* database = project_.database_.handle();
    return project_.change([&]() -> Result<void> {
        if (sqlite3changeset_apply(database, static_cast<int>(changes.size()), changes.data(), nullptr, &settle,
                                   nullptr)
            != SQLITE_OK)
            return std::unexpected(project_.database_.error());
        return {};
    });
}

Result<std::string> History::undo()
{
    const std::scoped_lock lock(project_.mutex_);
    if (done_.empty())
        return failure(Fault::NotFound, "an action to undo");
    if (auto applied = apply(inverse(done_.back().changes)); !applied)
        return std::unexpected(applied.error());
    undone_.push_back(std::move(done_.back()));
    done_.pop_back();
    return undone_.back().name;
}

Result<std::string> History::redo()
{
    const std::scoped_lock lock(project_.mutex_);
    if (undone_.empty())
        return failure(Fault::NotFound, "an action to redo");
    if (auto applied = apply(undone_.back().changes); !applied)
        return std::unexpected(applied.error());
    done_.push_back(std::move(undone_.back()));
    undone_.pop_back();
    return done_.back().name;
}

std::vector<std::string> History::undoable() const
{
    const std::scoped_lock lock(project_.mutex_);
    return namesOf(done_);
}

std::vector<std::string> History::redoable() const
{
    const std::scoped_lock lock(project_.mutex_);
    return namesOf(undone_);
}

void History::clear()
{
    const std::scoped_lock lock(project_.mutex_);
    done_.clear();
    undone_.clear();
}

} // namespace cadenza::project
