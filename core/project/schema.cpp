#include "core/project/schema.h"

#include "core/library/sqlite_statement.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace cadenza::project {

using library::Statement;

namespace {

constexpr int kApplicationId = 0x43645072; ///< “CdPr”, in the header of our SQLite files

// Every table of things begins alike: see Kind. Times are seconds since 1970; `deleted` is empty for what is there.
constexpr const char* kVersion1 = R"(
CREATE TABLE about(id INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT NOT NULL DEFAULT '', created INTEGER NOT NULL);
CREATE TABLE sources(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, note TEXT NOT NULL DEFAULT '',
    created INTEGER NOT NULL, deleted INTEGER, kind INTEGER NOT NULL, place TEXT NOT NULL, sha256 TEXT NOT NULL);
CREATE TABLE pieces(id INTEGER PRIMARY KEY, source INTEGER NOT NULL, member TEXT NOT NULL, sha256 TEXT NOT NULL,
    composer TEXT NOT NULL, title TEXT NOT NULL, notes INTEGER NOT NULL);
CREATE UNIQUE INDEX piecesBySource ON pieces(source, member);
CREATE TABLE selections(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, note TEXT NOT NULL DEFAULT '',
    created INTEGER NOT NULL, deleted INTEGER, pieces TEXT NOT NULL);
CREATE TABLE seeds(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, note TEXT NOT NULL DEFAULT '',
    created INTEGER NOT NULL, deleted INTEGER, source INTEGER NOT NULL, member TEXT NOT NULL, first INTEGER NOT NULL,
    count INTEGER NOT NULL);
CREATE TABLE runs(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, note TEXT NOT NULL DEFAULT '',
    created INTEGER NOT NULL, deleted INTEGER, state INTEGER NOT NULL, ended INTEGER, selection INTEGER NOT NULL,
    model INTEGER NOT NULL, config TEXT NOT NULL);
CREATE TABLE reports(id INTEGER PRIMARY KEY, run INTEGER NOT NULL, data BLOB NOT NULL);
CREATE INDEX reportsByRun ON reports(run);
CREATE TABLE models(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, note TEXT NOT NULL DEFAULT '',
    created INTEGER NOT NULL, deleted INTEGER, file TEXT NOT NULL, sha256 TEXT NOT NULL, contentHash TEXT NOT NULL,
    run INTEGER NOT NULL, card TEXT NOT NULL);
CREATE TABLE takes(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, note TEXT NOT NULL DEFAULT '',
    created INTEGER NOT NULL, deleted INTEGER, file TEXT NOT NULL, seed INTEGER NOT NULL, model INTEGER NOT NULL,
    parent INTEGER NOT NULL, modelHash TEXT NOT NULL, randomSeed INTEGER NOT NULL, number INTEGER NOT NULL,
    notes INTEGER NOT NULL, seedNotes INTEGER NOT NULL, rating INTEGER NOT NULL, settings TEXT NOT NULL);
CREATE TABLE insights(take INTEGER PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE state(key TEXT PRIMARY KEY, value);
)";

// What is left out of training, the starred seeds, and the actions that can be taken back. A table whose first column
// is a number is one whose rows are known by it.
constexpr const char* kVersion2 = R"(
CREATE TABLE leftOut(member TEXT NOT NULL, source INTEGER NOT NULL, since INTEGER NOT NULL,
    PRIMARY KEY(source, member));
CREATE TABLE stars(seed INTEGER PRIMARY KEY, since INTEGER NOT NULL);
CREATE TABLE actions(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, changes BLOB NOT NULL,
    undone INTEGER NOT NULL);
)";

// What a run is known by, and what it sounded like on the way. Tables of their own, so that the rows of an older
// database still fit theirs.
constexpr const char* kVersion3 = R"(
CREATE TABLE runFacts(run INTEGER PRIMARY KEY, facts TEXT NOT NULL);
CREATE TABLE previews(id INTEGER PRIMARY KEY, run INTEGER NOT NULL, seconds REAL NOT NULL, seedNotes INTEGER NOT NULL,
    midi BLOB NOT NULL);
CREATE INDEX previewsByRun ON previews(run);
)";

constexpr SchemaStep kSteps[] = {{kVersion1}, {kVersion2}, {kVersion3}};

std::set<std::pair<std::string, std::string>> thingsIn(const Database& database)
{
    std::set<std::pair<std::string, std::string>> things;
    Statement rows(database.handle(), "SELECT name, sql FROM sqlite_master");
    while (rows.next())
        things.emplace(rows.text(0), rows.text(1));
    return things;
}

} // namespace

Schema currentSchema()
{
    return kSteps;
}

Result<int> versionOf(const Database& database)
{
    const auto application = database.integer("PRAGMA application_id");
    if (!application)
        return application;
    if (*application != kApplicationId)
        return failure(Fault::NotProject, database.error().subject, "its project.db is another program's");
    return database.integer("PRAGMA user_version");
}

Result<void> migrate(Database& database, Schema schema)
{
    const auto from = database.integer("PRAGMA user_version");
    if (!from)
        return std::unexpected(from.error());
    if (*from == static_cast<int>(schema.size()))
        return {};
    return database.transact([&]() -> Result<void> {
        for (const SchemaStep& step : schema.subspan(static_cast<std::size_t>(*from)))
            if (auto taken = database.execute(step.sql); !taken)
                return taken;
        return database.execute("PRAGMA application_id=" + std::to_string(kApplicationId)
                                + "; PRAGMA user_version=" + std::to_string(schema.size()));
    });
}

std::vector<std::string> tablesOf(Schema schema)
{
    std::vector<std::string> tables;
    auto fresh = Database::inMemory();
    if (!fresh || !migrate(*fresh, schema))
        return tables;
    Statement rows(fresh->handle(), "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'");
    while (rows.next())
        tables.push_back(rows.text(0));
    return tables;
}

bool hasOnlyOurTables(const Database& database, Schema schema)
{
    auto fresh = Database::inMemory();
    return fresh && migrate(*fresh, schema) && thingsIn(database) == thingsIn(*fresh);
}

} // namespace cadenza::project
