#pragma once

#include "core/library/sqlite_statement.h"
#include "core/project/database.h"
#include "core/project/record.h"

#include <functional>
#include <string_view>

namespace cadenza::project {

// What the rows of all kinds have in common.

[[nodiscard]] std::string_view tableOf(Kind kind);
/// “ WHERE deleted …”, with what belongs before an order.
[[nodiscard]] std::string_view deletedIs(bool deleted);

[[nodiscard]] std::int64_t now(); ///< seconds since 1970
[[nodiscard]] Time timeIn(const library::Statement& row, int column);

void bindValue(library::Statement& statement, int place, const StateValue& value);
[[nodiscard]] StateValue valueIn(const library::Statement& row, int column);

/// The SQL that stores a thing anew, and that changes it; the latter names it by ?20.
struct RowSql {
    const char* insert;
    const char* update;
};
/// Stores a row and gives its id: the one it has, or a new one for 0. Fails with NotFound for an id that is not there.
[[nodiscard]] Result<std::int64_t> storedRow(const Database& database, std::int64_t id, const RowSql& sql,
                                             const std::function<void(library::Statement&)>& bind);

/// Runs a statement that stores something.
[[nodiscard]] Result<void> stored(library::Statement& statement, const Database& database);

} // namespace cadenza::project
