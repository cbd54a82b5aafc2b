#include "core/library/library_index.h"

#include "core/library/entry_blob.h"
#include "core/library/entry_builder.h"
#include "core/library/import_sources.h"
#include "core/library/source_scan.h"
#include "core/library/sqlite_statement.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace cadenza::library {

namespace fs = std::filesystem;

namespace {

constexpr int kLayout = 2;
/// What made a row: the reader, and the layout of its bytes. Rows of another are read again.
constexpr std::int64_t kReading = (std::int64_t{kBlobVersion} << 32) | midi::kReaderVersion;
constexpr int kBusyMs = 5000;                        ///< the window and the command line may store at the same time
constexpr std::uint32_t kApplicationId = 0x43644C69; ///< “CdLi”, in the header of our SQLite files
constexpr const char* kSchema = R"(
    CREATE TABLE files(path TEXT PRIMARY KEY, size INTEGER, modified INTEGER, reader INTEGER, metadata INTEGER)
        WITHOUT ROWID;
    CREATE TABLE entries(path TEXT, id TEXT, composer TEXT, title TEXT, member TEXT, data BLOB);
    CREATE INDEX entriesByPath ON entries(path);
    CREATE TABLE skipped(path TEXT, subject TEXT, fault INTEGER, detail TEXT);
    CREATE TABLE words(path TEXT, id TEXT, data BLOB);
    CREATE INDEX wordsByPath ON words(path);
    CREATE INDEX wordsById ON words(id);
    CREATE TABLE names(id TEXT PRIMARY KEY, composer TEXT, title TEXT) WITHOUT ROWID;
)";

bool execute(sqlite3* database, const std::string& sql)
{
    return sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
}

/// Whether the database has our tables, made now when it is empty.
bool prepare(sqlite3* database)
{
    sqlite3_busy_timeout(database, kBusyMs);
    execute(database, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL");
    Statement version(database, "PRAGMA user_version");
    if (!version.next())
        return false;
    Statement application(database, "PRAGMA application_id");
    if (version.integer(0) == kLayout && application.next() && application.integer(0) == kApplicationId)
        return true;
    Statement tables(database, "SELECT count(*) FROM sqlite_master");
    return tables.next() && tables.integer(0) == 0
           && execute(database, std::string("BEGIN;") + kSchema + "PRAGMA user_version=" + std::to_string(kLayout)
                                    + "; PRAGMA application_id=" + std::to_string(kApplicationId) + "; COMMIT");
}

/// Whether the file is an index of ours, however damaged or old: the id stands at byte 68 (SQLite file format, 1.3).
bool isOurs(const fs::path& file)
{
    std::array<char, 72> head{};
    std::ifstream(file, std::ios::binary).read(head.data(), head.size());
    std::uint32_t id = 0;
    for (std::size_t i = 68; i < 72; ++i)
        id = (id << 8) | static_cast<std::uint8_t>(head[i]);
    return id == kApplicationId;
}

struct Known {
    std::uint64_t size{0};
    std::int64_t modified{0};
    bool current{false};   ///< read by this version of the reader
    std::int64_t table{0}; ///< see FileStamp
};
using KnownFiles = std::unordered_map<std::string, Known>;

KnownFiles knownFiles(sqlite3* database)
{
    KnownFiles files;
    Statement rows(database, "SELECT path, size, modified, reader, metadata FROM files");
    while (rows.next())
        files[rows.text(0)] = {static_cast<std::uint64_t>(rows.integer(1)), rows.integer(2),
                               rows.integer(3) == kReading, rows.integer(4)};
    return files;
}

bool isUnchanged(const KnownFiles& known, const FileStamp& stamp)
{
    const auto found = known.find(stamp.path.string());
    return found != known.end() && found->second.current && found->second.size == stamp.size
           && found->second.modified == stamp.modified && found->second.table == stamp.table;
}

/// Known files below the given paths that the scan did not meet.
std::vector<fs::path> goneFiles(const KnownFiles& known, std::span<const fs::path> paths,
                                const std::set<std::string>& met)
{
    std::vector<fs::path> gone;
    for (const auto& [path, stamp] : known) {
        if (met.contains(path))
            continue;
        const bool below = std::ranges::any_of(paths, [&, file = std::string_view(path)](const fs::path& given) {
            std::error_code error;
            std::string root = fs::absolute(given, error).lexically_normal().string();
            while (root.size() > 1 && root.ends_with('/'))
                root.pop_back();
            return file == root || (file.starts_with(root) && (root == "/" || file[root.size()] == '/'));
        });
        if (below)
            gone.emplace_back(path);
    }
    std::ranges::sort(gone);
    return gone;
}

void forget(sqlite3* database, const std::string& path)
{
    for (const char* sql : {"DELETE FROM files WHERE path=?", "DELETE FROM entries WHERE path=?",
                            "DELETE FROM words WHERE path=?", "DELETE FROM skipped WHERE path=?"})
        Statement(database, sql).bind(1, path).run();
}

/// The words apart from the rest: reopening a library does not touch them.
void storeWords(sqlite3* database, const std::vector<Entry>& entries)
{
    Statement insert(database, "INSERT INTO words VALUES(?,?,?)");
    for (const Entry& entry : entries) {
        const std::vector<ChordWord> words = distinctWords(*entry.piece);
        insert.bind(1, entry.source.string()).bind(2, entry.id).bind(3, std::as_bytes(std::span(words))).run();
    }
}

void store(sqlite3* database, const std::vector<FileStamp>& stamps, const std::vector<Entry>& entries,
           const std::vector<std::pair<fs::path, Skipped>>& skipped)
{
    for (const FileStamp& stamp : stamps) {
        forget(database, stamp.path.string());
        Statement(database, "INSERT INTO files VALUES(?,?,?,?,?)")
            .bind(1, stamp.path.string())
            .bind(2, static_cast<std::int64_t>(stamp.size))
            .bind(3, stamp.modified)
            .bind(4, kReading)
            .bind(5, stamp.table)
            .run();
    }
    Statement insert(database, "INSERT INTO entries VALUES(?,?,?,?,?,?)");
    for (const Entry& entry : entries)
        insert.bind(1, entry.source.string())
            .bind(2, entry.id)
            .bind(3, entry.composer)
            .bind(4, entry.title)
            .bind(5, entry.member)
            .bind(6, toBlob(entry))
            .run();
    storeWords(database, entries);
    Statement insertSkipped(database, "INSERT INTO skipped VALUES(?,?,?,?)");
    for (const auto& [path, one] : skipped)
        insertSkipped.bind(1, path.string())
            .bind(2, one.subject)
            .bind(3, static_cast<std::int64_t>(one.error.fault))
            .bind(4, one.error.detail)
            .run();
}

void loadKept(sqlite3* database, const std::set<std::string>& kept, Library& library)
{
    if (kept.empty())
        return;
    Statement rows(database, "SELECT path, id, composer, title, member, data FROM entries");
    while (rows.next()) {
        const std::string path = rows.text(0);
        Entry entry;
        if (!kept.contains(path) || !fromBlob(rows.blob(5), entry))
            continue;
        entry.id = rows.text(1);
        entry.composer = rows.text(2);
        entry.title = rows.text(3);
        entry.source = path;
        entry.member = rows.text(4);
        library.entries.push_back(std::move(entry));
    }
    Statement skipped(database, "SELECT path, subject, fault, detail FROM skipped");
    while (skipped.next())
        if (kept.contains(skipped.text(0)))
            library.skipped.push_back({skipped.text(1), Error{static_cast<Fault>(skipped.integer(2)), skipped.text(1),
                                                              skipped.text(3), std::nullopt}});
}

/// Composers and titles that a person gave stand over those of the files.
void applyNames(sqlite3* database, std::vector<Entry>& entries)
{
    std::unordered_map<std::string, std::pair<std::string, std::string>> names;
    Statement rows(database, "SELECT id, composer, title FROM names");
    while (rows.next())
        names[rows.text(0)] = {rows.text(1), rows.text(2)};
    for (Entry& entry : entries) {
        const auto found = names.find(entry.id);
        if (found == names.end())
            continue;
        if (!found->second.first.empty())
            entry.composer = found->second.first;
        if (!found->second.second.empty())
            entry.title = found->second.second;
    }
}

/// A scan against the index: what is unchanged is left out of it.
struct IndexedScan {
    Scan scan;
    KnownFiles known;
    std::set<std::string> kept;
    std::vector<FileStamp> stamps; ///< of the files in the scan
    std::vector<fs::path> gone;
};

IndexedScan scanAgainst(sqlite3* database, std::span<const fs::path> paths, const std::stop_token& stop)
{
    IndexedScan result;
    result.known = knownFiles(database);
    std::set<std::string> met;
    result.scan = scanSources(paths, stop, [&](const FileStamp& stamp) {
        met.insert(stamp.path.string());
        if (isUnchanged(result.known, stamp)) {
            result.kept.insert(stamp.path.string());
            return true;
        }
        result.stamps.push_back(stamp);
        return false;
    });
    if (!stop.stop_requested())
        result.gone = goneFiles(result.known, paths, met);
    return result;
}

} // namespace

void LibraryIndex::Close::operator()(sqlite3* database) const
{
    sqlite3_close(database);
}

Result<LibraryIndex> LibraryIndex::open(const fs::path& file)
{
    for (int attempt = 0; attempt < 2; ++attempt) {
        sqlite3* database = nullptr;
        const int result = sqlite3_open(file.c_str(), &database);
        LibraryIndex index(database);
        if (result == SQLITE_OK && prepare(database))
            return index;
        index.database_.reset();
        if (!isOurs(file))
            return failure(Fault::NotWritable, file.string(), "another kind of file, or a folder that is not there");
        // Nothing in it is lost for good: it is made from the files.
        std::error_code error;
        for (const char* ending : {"", "-wal", "-shm"})
            fs::remove(file.string() + ending, error);
    }
    return failure(Fault::NotWritable, file.string(), "the library index cannot be made");
}

Result<IndexedImport> LibraryIndex::import(std::span<const fs::path> paths, std::stop_token stop,
                                           const ProgressSink& progress)
{
    IndexedScan indexed = scanAgainst(database_.get(), paths, stop);
    std::vector<SourceResult> results = readSources(indexed.scan.sources, stop, progress);
    if (stop.stop_requested())
        return failure(Fault::Cancelled);

    IndexedImport import;
    std::vector<Entry> read;
    std::vector<std::pair<fs::path, Skipped>> skipped;
    for (const Skipped& one : indexed.scan.skipped)
        skipped.emplace_back(one.source.empty() ? fs::path(one.subject) : one.source, one);
    for (std::size_t i = 0; i < results.size(); ++i) {
        if (results[i])
            std::ranges::move(*results[i], std::back_inserter(read));
        else
            skipped.emplace_back(indexed.scan.sources[i].path,
                                 Skipped{indexed.scan.sources[i].id(), results[i].error()});
    }

    execute(database_.get(), "BEGIN");
    for (const fs::path& path : indexed.gone)
        forget(database_.get(), path.string());
    store(database_.get(), indexed.stamps, read, skipped);
    if (!execute(database_.get(), "COMMIT"))
        execute(database_.get(), "ROLLBACK"); // the library is whole all the same; the next import reads again

    Library& library = import.library;
    loadKept(database_.get(), indexed.kept, library);
    std::ranges::move(read, std::back_inserter(library.entries));
    for (auto& [path, one] : skipped)
        library.skipped.push_back(std::move(one));
    if (library.entries.empty())
        return failure(Fault::NoMusic, paths.size() == 1 ? paths.front().string() : std::string());
    tellTitlesApart(library.entries);
    applyNames(database_.get(), library.entries);
    sortEntries(library.entries);
    import.filesRead = indexed.stamps.size();
    import.filesKept = indexed.kept.size();
    import.filesRemoved = indexed.gone.size();
    return import;
}

Result<Changes> LibraryIndex::changesSince(std::span<const fs::path> paths, std::stop_token stop)
{
    const IndexedScan indexed = scanAgainst(database_.get(), paths, stop);
    if (stop.stop_requested())
        return failure(Fault::Cancelled);
    Changes changes;
    for (const FileStamp& stamp : indexed.stamps)
        (indexed.known.contains(stamp.path.string()) ? changes.changed : changes.added).push_back(stamp.path);
    changes.removed = indexed.gone;
    return changes;
}

void LibraryIndex::fillWords(Library& library) const
{
    Statement row(database_.get(), "SELECT data FROM words WHERE id=?");
    for (Entry& entry : library.entries) {
        if (entry.piece || entry.words)
            continue;
        if (row.bind(1, entry.id).next()) {
            const std::span<const std::byte> blob = row.blob(0);
            auto words = std::make_shared<std::vector<ChordWord>>(blob.size() / sizeof(ChordWord));
            std::memcpy(words->data(), blob.data(), words->size() * sizeof(ChordWord));
            entry.words = std::move(words);
        }
        row.run();
    }
}

Result<void> LibraryIndex::rename(const std::string& entryId, const std::string& composer, const std::string& title)
{
    const bool done = composer.empty() && title.empty()
                          ? Statement(database_.get(), "DELETE FROM names WHERE id=?").bind(1, entryId).run()
                          : Statement(database_.get(), "INSERT OR REPLACE INTO names VALUES(?,?,?)")
                                .bind(1, entryId)
                                .bind(2, composer)
                                .bind(3, title)
                                .run();
    if (!done)
        return failure(Fault::NotWritable, entryId, sqlite3_errmsg(database_.get()));
    return {};
}

} // namespace cadenza::library
