#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

struct sqlite3;

namespace cadenza::project {

/// An SQLite file that trusts nothing in it and reaches the disk with every transaction. One thread at a time.
class Database {
public:
    enum class Mode { Create, ReadWrite, ReadOnly };
    /// Fails with NotFound, NotWritable, DiskFull or ProjectDamaged.
    [[nodiscard]] static Result<Database> open(const std::filesystem::path& file, Mode mode);
    /// Without a file: changes to it go nowhere.
    [[nodiscard]] static Result<Database> inMemory();
    [[nodiscard]] Result<Database> copyInMemory() const;

    /// Runs `work` in one transaction, within the one that runs already if there is one. When `work` or the commit
    /// fails nothing is changed. Fails as `work` does, or as `error` says.
    [[nodiscard]] Result<void> transact(const std::function<Result<void>()>& work);
    [[nodiscard]] Result<void> execute(const std::string& sql);
    /// A compact copy of the last committed state in a file of its own, whole or not at all.
    [[nodiscard]] Result<void> copyTo(const std::filesystem::path& target) const;

    [[nodiscard]] Result<int> integer(const std::string& sql) const; ///< the first value of the first row
    /// What SQLite finds wrong, one line each; empty for a sound file. Reads every page.
    [[nodiscard]] std::string faults() const;
    [[nodiscard]] std::string quickFaults() const; ///< the first only, without comparing indices to their tables
    /// The failure of the last call to SQLite.
    [[nodiscard]] Error error() const;
    [[nodiscard]] sqlite3* handle() const { return database_.get(); }

private:
    struct Close {
        void operator()(sqlite3* database) const;
    };
    Database(sqlite3* database, std::string subject) : database_(database), subject_(std::move(subject)) {}
    [[nodiscard]] Result<void> prepare(Mode mode);
    [[nodiscard]] std::string faultsBy(const char* check) const;

    std::unique_ptr<sqlite3, Close> database_;
    std::string subject_;
};

} // namespace cadenza::project
