#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/library/library.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

struct sqlite3;

namespace cadenza::library {

/// What an import through the index did.
struct IndexedImport {
    Library library;
    std::size_t filesRead{0};    ///< new or changed since the last time
    std::size_t filesKept{0};    ///< taken from the index without opening them
    std::size_t filesRemoved{0}; ///< known below these paths, and gone
};

/// What would be read by the next import, without reading it.
struct Changes {
    std::vector<std::filesystem::path> added;
    std::vector<std::filesystem::path> changed;
    std::vector<std::filesystem::path> removed;

    [[nodiscard]] bool none() const { return added.empty() && changed.empty() && removed.empty(); }
};

/// Remembers what importing files gave, in an SQLite file, keyed by path, size, time of change and reader version, so
/// that reopening a library opens only what changed. It also holds the composers and titles a person has given.
/// Entries that come from it have no `piece`: see `loadPiece`. One thread at a time.
class LibraryIndex {
public:
    /// Opens or creates the file. An index that is damaged or of another layout is started anew. Fails with
    /// NotWritable, and leaves alone what is not an index.
    [[nodiscard]] static Result<LibraryIndex> open(const std::filesystem::path& file);

    /// As `importLibrary`, but reads only what is new or changed. Zips are kept or read as a whole.
    [[nodiscard]] Result<IndexedImport> import(std::span<const std::filesystem::path> paths, std::stop_token stop = {},
                                               const ProgressSink& progress = {});
    [[nodiscard]] Result<Changes> changesSince(std::span<const std::filesystem::path> paths, std::stop_token stop = {});

    /// Gives entries that came from the index their `words`: `statisticsOf` needs them for the whole library.
    void fillWords(Library& library) const;

    /// Gives an entry another composer and title, for good. Empty ones bring back those of the file.
    [[nodiscard]] Result<void> rename(const std::string& entryId, const std::string& composer,
                                      const std::string& title);

private:
    struct Close {
        void operator()(sqlite3* database) const;
    };
    explicit LibraryIndex(sqlite3* database) : database_(database) {}

    std::unique_ptr<sqlite3, Close> database_;
};

} // namespace cadenza::library
