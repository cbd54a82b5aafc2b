#include "core/project/salvage.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>

namespace cadenza::project {
namespace {

struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using RawStatement = std::unique_ptr<sqlite3_stmt, Finalize>;

/// Behind the last row that was read there may be more: so many numbers are asked for where nothing says how many.
constexpr std::int64_t kBeyond = 20'000;
constexpr std::int64_t kMost = 5'000'000; ///< numbers asked for one by one; a damaged number may be anything

RawStatement prepared(const Database& database, const std::string& sql)
{
    sqlite3_stmt* raw = nullptr;
    sqlite3_prepare_v2(database.handle(), sql.c_str(), static_cast<int>(sql.size()), &raw, nullptr);
    return RawStatement(raw);
}

std::string marks(int count)
{
    std::string list = "?";
    for (int i = 1; i < count; ++i)
        list += ",?";
    return list;
}

/// Copies rows of one table from one database to the other.
class RowCopier {
public:
    RowCopier(const Database& from, Database& to, std::string table) : from_(from), to_(to), table_(std::move(table)) {}

    std::size_t copyAll()
    {
        const Pass up = copyRows("SELECT * FROM " + table_);
        if (up.complete)
            return copied_;
        const std::int64_t last = up.last.value_or(0);
        const Pass down = copyRows("SELECT * FROM " + table_ + " ORDER BY rowid DESC");
        const std::int64_t end = std::max(down.last.value_or(0), last + kBeyond);
        const auto one = prepared(from_, "SELECT * FROM " + table_ + " WHERE rowid=?");
        for (std::int64_t id = last + 1; one && id < std::min(end, last + kMost); ++id) {
            sqlite3_bind_int64(one.get(), 1, id);
            if (sqlite3_step(one.get()) == SQLITE_ROW)
                insert(one.get());
            sqlite3_reset(one.get());
        }
        return copied_;
    }

private:
    /// How far reading came: to the end, or to the row of this number.
    struct Pass {
        bool complete{false};
        std::optional<std::int64_t> last{};
    };
    Pass copyRows(const std::string& sql)
    {
        Pass pass;
        const auto rows = prepared(from_, sql);
        int step = SQLITE_CORRUPT;
        while (rows && (step = sqlite3_step(rows.get())) == SQLITE_ROW) {
            pass.last = sqlite3_column_int64(rows.get(), 0);
            insert(rows.get());
        }
        pass.complete = step == SQLITE_DONE;
        return pass;
    }

    void insert(sqlite3_stmt* row)
    {
        const int columns = sqlite3_column_count(row);
        if (!insert_)
            insert_ = prepared(to_, "INSERT OR IGNORE INTO " + table_ + " VALUES(" + marks(columns) + ")");
        if (!insert_)
            return;
        for (int i = 0; i < columns; ++i)
            sqlite3_bind_value(insert_.get(), i + 1, sqlite3_column_value(row, i));
        if (sqlite3_step(insert_.get()) == SQLITE_DONE)
            copied_ += static_cast<std::size_t>(sqlite3_changes(to_.handle()));
        sqlite3_reset(insert_.get());
    }

    const Database& from_;
    Database& to_;
    std::string table_;
    RawStatement insert_;
    std::size_t copied_{0};
};

} // namespace

std::size_t salvageTable(const Database& damaged, Database& target, const std::string& table)
{
    std::size_t copied = 0;
    (void)target.transact([&]() -> Result<void> {
        copied = RowCopier(damaged, target, table).copyAll();
        return {};
    });
    return copied;
}

} // namespace cadenza::project
