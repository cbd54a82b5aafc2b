#pragma once

#include "core/base/result.h"
#include "core/project/database.h"

#include <span>
#include <string>
#include <vector>

namespace cadenza::project {

/// The SQL that leads from one version of the database to the next.
struct SchemaStep {
    const char* sql;
};
/// Step i leads from version i to i + 1; version 0 is an empty file.
using Schema = std::span<const SchemaStep>;

/// The versions this program knows. A step that was released is never edited: the next one corrects it.
[[nodiscard]] Schema currentSchema();

/// The version of a database of ours. Fails with NotProject where it is another program's, or as reading fails.
[[nodiscard]] Result<int> versionOf(const Database& database);

/// Brings a database to the newest version of `schema`, in one transaction. Fails with NotWritable or DiskFull, and
/// changes nothing then.
[[nodiscard]] Result<void> migrate(Database& database, Schema schema);

/// The tables that `schema` makes, SQLite's own aside.
[[nodiscard]] std::vector<std::string> tablesOf(Schema schema);

/// Whether the database holds exactly the tables and indices that `schema` makes, and no trigger or view beside them:
/// asked of one that comes from a stranger.
[[nodiscard]] bool hasOnlyOurTables(const Database& database, Schema schema);

} // namespace cadenza::project
