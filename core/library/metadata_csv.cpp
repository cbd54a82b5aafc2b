#include "core/library/metadata_csv.h"

#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <utility>

namespace cadenza::library {

namespace {

std::string lowered(std::string text)
{
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::string words(std::string text)
{
    std::ranges::replace(text, '_', ' ');
    return text;
}

std::optional<std::size_t> columnOf(const std::vector<std::string>& head, std::initializer_list<std::string_view> names)
{
    for (const std::string_view name : names)
        for (std::size_t i = 0; i < head.size(); ++i)
            if (lowered(head[i]) == name)
                return i;
    return std::nullopt;
}

std::string fieldOf(const std::vector<std::string>& row, std::optional<std::size_t> column)
{
    return column && *column < row.size() ? row[*column] : std::string();
}

} // namespace

std::vector<std::vector<std::string>> parseCsv(std::string_view csv)
{
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> row(1);
    bool quoted = false;
    if (csv.starts_with("\xEF\xBB\xBF"))
        csv.remove_prefix(3);
    for (std::size_t i = 0; i < csv.size(); ++i) {
        const char c = csv[i];
        if (quoted) {
            if (c != '"')
                row.back() += c;
            else if (i + 1 < csv.size() && csv[i + 1] == '"')
                row.back() += csv[++i];
            else
                quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == ',') {
            row.emplace_back();
        } else if (c == '\n') {
            rows.push_back(std::exchange(row, std::vector<std::string>(1)));
        } else if (c != '\r') {
            row.back() += c;
        }
    }
    if (row.size() > 1 || !row.front().empty())
        rows.push_back(std::move(row));
    return rows;
}

MetadataTable::MetadataTable(std::string_view csv)
{
    const auto rows = parseCsv(csv);
    if (rows.empty())
        return;
    const auto file = columnOf(rows.front(), {"midi", "midi_filename", "filename", "file", "path"});
    const auto composer = columnOf(rows.front(), {"composer", "canonical_composer"});
    const auto title = columnOf(rows.front(), {"title", "canonical_title"});
    if (!file)
        return;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const std::filesystem::path path(lowered(fieldOf(rows[i], file)));
        if (!path.filename().empty())
            rows_.emplace(path.filename().string(),
                          Row{path.parent_path().filename().string(),
                              {words(fieldOf(rows[i], composer)), words(fieldOf(rows[i], title))}});
    }
}

std::optional<FileMetadata> MetadataTable::find(const std::filesystem::path& file) const
{
    const auto [first, last] = rows_.equal_range(lowered(file.filename().string()));
    if (first == last)
        return std::nullopt;
    const std::string folder = lowered(file.parent_path().filename().string());
    const auto same = std::find_if(first, last, [&](const auto& row) { return row.second.folder == folder; });
    if (same != last)
        return same->second.metadata;
    return std::next(first) == last ? std::optional(first->second.metadata) : std::nullopt;
}

} // namespace cadenza::library
