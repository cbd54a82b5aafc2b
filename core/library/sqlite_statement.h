#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace cadenza::library {

/// A prepared SQLite statement. A statement that could not be prepared does nothing and says so in `failed`.
class Statement {
public:
    Statement(sqlite3* database, std::string_view sql);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    Statement& bind(int place, std::int64_t value); ///< places count from 1; text and blobs are copied
    Statement& bind(int place, double value);
    Statement& bind(int place, std::string_view text);
    Statement& bind(int place, const char* text) { return bind(place, std::string_view(text)); }
    Statement& bind(int place, const std::string& text) { return bind(place, std::string_view(text)); }
    Statement& bind(int place, std::span<const std::byte> blob);
    [[nodiscard]] bool next(); ///< true while there is a row
    bool run();                ///< to the end, then ready to bind anew; true when nothing went wrong

    [[nodiscard]] std::int64_t integer(int column) const; ///< columns count from 0
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] std::span<const std::byte> blob(int column) const; ///< valid until the next row
    [[nodiscard]] int type(int column) const;                        ///< SQLITE_INTEGER, SQLITE_NULL, …
    [[nodiscard]] bool failed() const { return failed_; }

private:
    sqlite3_stmt* statement_{nullptr};
    bool failed_{false};
};

} // namespace cadenza::library
