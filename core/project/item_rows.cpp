#include "core/project/item_rows.h"

#include <sqlite3.h>

#include <type_traits>

namespace cadenza::project {

using library::Statement;

std::string_view tableOf(Kind kind)
{
    switch (kind) {
    case Kind::Source: return "sources";
    case Kind::Selection: return "selections";
    case Kind::Seed: return "seeds";
    case Kind::Run: return "runs";
    case Kind::Model: return "models";
    case Kind::Take: return "takes";
    }
    return {};
}

std::string_view deletedIs(bool deleted)
{
    return deleted ? " WHERE deleted IS NOT NULL ORDER BY id" : " WHERE deleted IS NULL ORDER BY id";
}

std::int64_t now()
{
    const auto time = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    return time.time_since_epoch().count();
}

Time timeIn(const Statement& row, int column)
{
    return Time(std::chrono::seconds(row.integer(column)));
}

void bindValue(Statement& statement, int place, const StateValue& value)
{
    std::visit(
        [&](const auto& held) {
            if constexpr (std::is_same_v<std::remove_cvref_t<decltype(held)>, std::vector<std::byte>>)
                statement.bind(place, std::span<const std::byte>(held));
            else
                statement.bind(place, held);
        },
        value);
}

StateValue valueIn(const Statement& row, int column)
{
    switch (row.type(column)) {
    case SQLITE_INTEGER: return row.integer(column);
    case SQLITE_FLOAT: return row.real(column);
    case SQLITE_BLOB: {
        const auto bytes = row.blob(column);
        return std::vector<std::byte>(bytes.begin(), bytes.end());
    }
    default: return row.text(column);
    }
}

Result<std::int64_t> storedRow(const Database& database, std::int64_t id, const RowSql& sql,
                               const std::function<void(Statement&)>& bind)
{
    Statement statement(database.handle(), id ? sql.update : sql.insert);
    bind(statement);
    if (id)
        statement.bind(20, id);
    if (auto done = stored(statement, database); !done)
        return std::unexpected(done.error());
    if (id && sqlite3_changes(database.handle()) == 0)
        return failure(Fault::NotFound, std::to_string(id));
    return id ? id : sqlite3_last_insert_rowid(database.handle());
}

Result<void> stored(Statement& statement, const Database& database)
{
    if (statement.run())
        return {};
    return std::unexpected(database.error());
}

} // namespace cadenza::project
