// The file format: https://www.sqlite.org/fileformat2.html, sections 1.6 (pages and cells) and 2.1 (records).
#include "core/project/page_scan.h"

#include "core/library/sqlite_statement.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace cadenza::project {
namespace {

using library::Statement;
using Bytes = std::span<const std::byte>;
using Value = std::variant<std::monostate, std::int64_t, double, std::string, std::vector<std::byte>>;

constexpr std::size_t kUsualPage = 4096;
constexpr std::size_t kFileHeader = 100;
constexpr std::size_t kLeafHeader = 8;
constexpr unsigned kTableLeaf = 13;
constexpr std::size_t kLongestRow = std::size_t{64} << 20;

std::uint64_t bigEndian(Bytes bytes)
{
    std::uint64_t value = 0;
    for (const std::byte byte : bytes)
        value = (value << 8) | std::to_integer<std::uint64_t>(byte);
    return value;
}

/// Takes values off the front; past the end it gives zeros and is no longer sound.
class Cursor {
public:
    explicit Cursor(Bytes bytes) : left_(bytes) {}
    [[nodiscard]] Bytes take(std::size_t count)
    {
        sound_ = sound_ && count <= left_.size();
        if (!sound_)
            return {};
        const Bytes taken = left_.first(count);
        left_ = left_.subspan(count);
        return taken;
    }
    /// SQLite's varint: seven bits a byte, all eight of a ninth.
    [[nodiscard]] std::uint64_t varint()
    {
        std::uint64_t value = 0;
        for (int i = 0; i < 9; ++i) {
            const auto byte = bigEndian(take(1));
            if (i == 8)
                return (value << 8) | byte;
            value = (value << 7) | (byte & 0x7F);
            if (byte < 0x80)
                return value;
        }
        return value;
    }
    [[nodiscard]] Bytes left() const { return left_; }
    [[nodiscard]] bool sound() const { return sound_; }

private:
    Bytes left_;
    bool sound_{true};
};

Value valueOf(std::uint64_t type, Cursor& body)
{
    constexpr std::size_t kSizes[] = {0, 1, 2, 3, 4, 6, 8};
    if (type >= 12) {
        const Bytes bytes = body.take(std::min<std::uint64_t>((type - 12) / 2, kLongestRow));
        if (type % 2 == 1)
            return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        return std::vector<std::byte>(bytes.begin(), bytes.end());
    }
    if (type >= 1 && type <= 6) {
        const std::size_t size = kSizes[type];
        const std::uint64_t raw = bigEndian(body.take(size)) << (64 - 8 * size);
        return static_cast<std::int64_t>(raw) >> (64 - 8 * size); // the sign comes along
    }
    if (type == 7)
        return std::bit_cast<double>(bigEndian(body.take(8)));
    if (type == 8 || type == 9)
        return static_cast<std::int64_t>(type - 8);
    return std::monostate{};
}

/// The columns of a record; nothing where it is none.
std::optional<std::vector<Value>> recordIn(Bytes payload)
{
    Cursor whole(payload);
    const std::size_t before = payload.size();
    const std::uint64_t headerSize = whole.varint();
    if (!whole.sound() || headerSize > before)
        return std::nullopt;
    Cursor header(payload.subspan(before - whole.left().size(),
                                  headerSize - std::min<std::uint64_t>(headerSize, before - whole.left().size())));
    Cursor body(payload.subspan(headerSize));
    std::vector<Value> values;
    while (header.sound() && !header.left().empty())
        values.push_back(valueOf(header.varint(), body));
    if (!header.sound() || !body.sound() || !body.left().empty())
        return std::nullopt;
    return values;
}

/// The pages of a file.
class Pages {
public:
    explicit Pages(Bytes file) : file_(file)
    {
        const auto stated = file.size() >= kFileHeader ? bigEndian(file.subspan(16, 2)) : 0;
        size_ = stated == 1 ? 65536 : std::has_single_bit(stated) && stated >= 512 ? stated : kUsualPage;
    }
    [[nodiscard]] std::size_t count() const { return file_.size() / size_; }
    [[nodiscard]] Bytes page(std::size_t number) const ///< from 1; empty past the end
    {
        return number >= 1 && number <= count() ? file_.subspan((number - 1) * size_, size_) : Bytes();
    }

    /// The payload of a cell of a table leaf, with what overflows to other pages; nothing where it is cut short.
    [[nodiscard]] std::optional<std::vector<std::byte>> payload(Cursor cell, std::size_t size) const
    {
        const std::size_t most = size_ - 35;
        const std::size_t least = (size_ - 12) * 32 / 255 - 23;
        const std::size_t some = least + (size - std::min(size, least)) % (size_ - 4);
        const std::size_t local = size <= most ? size : some <= most ? some : least;
        const Bytes here = cell.take(local);
        std::vector<std::byte> bytes(here.begin(), here.end());
        std::size_t next = size > local ? bigEndian(cell.take(4)) : 0;
        while (cell.sound() && bytes.size() < size && !page(next).empty()) {
            const Bytes more = page(next).subspan(4, std::min(size_ - 4, size - bytes.size()));
            next = bigEndian(page(next).first(4));
            bytes.insert(bytes.end(), more.begin(), more.end());
        }
        return cell.sound() && bytes.size() == size ? std::optional(std::move(bytes)) : std::nullopt;
    }

private:
    Bytes file_;
    std::size_t size_{kUsualPage};
};

/// A table of ours by the types that its columns may have.
struct Table {
    std::string name;
    std::vector<std::string> types;

    [[nodiscard]] bool fits(const std::vector<Value>& row) const
    {
        if (row.size() != types.size())
            return false;
        for (std::size_t i = 0; i < types.size(); ++i) {
            const bool number =
                std::holds_alternative<std::int64_t>(row[i]) || std::holds_alternative<std::monostate>(row[i]);
            if ((types[i] == "INTEGER" && !number)
                || (types[i] == "TEXT" && !std::holds_alternative<std::string>(row[i]))
                || (types[i] == "BLOB" && !std::holds_alternative<std::vector<std::byte>>(row[i])))
                return false;
        }
        return true;
    }
    [[nodiscard]] bool numbered() const { return types.front() == "INTEGER"; } ///< its first column is the row's number
};

std::vector<Table> tablesIn(const Database& database, Schema schema)
{
    std::vector<Table> tables;
    for (const std::string& name : tablesOf(schema)) {
        Table& table = tables.emplace_back(name, std::vector<std::string>());
        Statement columns(database.handle(), "SELECT type FROM pragma_table_info('" + name + "')");
        while (columns.next())
            table.types.push_back(columns.text(0));
    }
    return tables;
}

/// SQLite keeps the highest numbers in a table that looks like the window's state.
bool isSequence(const std::vector<Value>& row, std::span<const Table> tables)
{
    const auto* key = std::get_if<std::string>(&row.front());
    return key && std::ranges::find(tables, *key, &Table::name) != tables.end();
}

void bindColumn(Statement& statement, int place, const Value& value)
{
    if (const auto* number = std::get_if<std::int64_t>(&value))
        statement.bind(place, *number);
    else if (const auto* real = std::get_if<double>(&value))
        statement.bind(place, *real);
    else if (const auto* text = std::get_if<std::string>(&value))
        statement.bind(place, *text);
    else if (const auto* bytes = std::get_if<std::vector<std::byte>>(&value))
        statement.bind(place, std::span<const std::byte>(*bytes));
}

/// Whether the row was new.
bool insert(const Database& target, const Table& table, std::int64_t id, const std::vector<Value>& row)
{
    std::string marks;
    for (std::size_t i = 0; i < row.size(); ++i)
        marks += i == 0 ? "?" : ",?";
    Statement statement(target.handle(), "INSERT OR IGNORE INTO " + table.name + " VALUES(" + marks + ") RETURNING 1");
    for (std::size_t i = 0; i < row.size(); ++i)
        bindColumn(statement, static_cast<int>(i) + 1, i == 0 && table.numbered() ? Value(id) : row[i]);
    return statement.next();
}

/// A row and its number.
struct FoundRow {
    std::int64_t id{0};
    std::vector<Value> values;
};

/// The row of one cell of a table leaf; nothing where it is damaged.
std::optional<FoundRow> rowIn(const Pages& pages, Bytes page, std::size_t at)
{
    Cursor cell(page.subspan(std::min(at, page.size())));
    const std::uint64_t size = cell.varint();
    const auto id = static_cast<std::int64_t>(cell.varint());
    if (!cell.sound() || size > kLongestRow || id <= 0)
        return std::nullopt;
    const auto payload = pages.payload(cell, size);
    auto values = payload ? recordIn(*payload) : std::nullopt;
    if (!values || values->empty())
        return std::nullopt;
    return FoundRow{id, std::move(*values)};
}

/// The rows of a page; none where it is no table leaf.
std::vector<FoundRow> rowsOn(const Pages& pages, std::size_t number)
{
    std::vector<FoundRow> rows;
    const Bytes page = pages.page(number);
    const Bytes leaf = page.subspan(number == 1 ? kFileHeader : 0);
    if (std::to_integer<unsigned>(leaf[0]) != kTableLeaf)
        return rows;
    const std::size_t cells = bigEndian(leaf.subspan(3, 2));
    for (std::size_t i = 0; i < cells && kLeafHeader + 2 * i + 2 <= leaf.size(); ++i)
        if (auto row = rowIn(pages, page, bigEndian(leaf.subspan(kLeafHeader + 2 * i, 2))))
            rows.push_back(std::move(*row));
    return rows;
}

} // namespace

std::size_t salvagePages(std::span<const std::byte> file, Database& target, Schema schema)
{
    const Pages pages(file);
    const auto tables = tablesIn(target, schema);
    std::size_t rows = 0;
    (void)target.transact([&]() -> Result<void> {
        for (std::size_t number = 1; number <= pages.count(); ++number)
            for (const FoundRow& row : rowsOn(pages, number)) {
                const auto table = std::ranges::find_if(tables, [&](const Table& one) { return one.fits(row.values); });
                if (table != tables.end() && !isSequence(row.values, tables))
                    rows += insert(target, *table, row.id, row.values);
            }
        return {};
    });
    return rows;
}

} // namespace cadenza::project
