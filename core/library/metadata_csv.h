#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cadenza::library {

/// What a collection's own table says about a file.
struct FileMetadata {
    std::string composer;
    std::string title;
};

/// The rows of a `metadata.csv`. Columns are known by their heads: composer or canonical_composer, title or
/// canonical_title, and the file in midi, midi_filename, filename, file or path. Rows without a file are left out.
class MetadataTable {
public:
    MetadataTable() = default;
    explicit MetadataTable(std::string_view csv);

    [[nodiscard]] bool empty() const { return rows_.empty(); }
    /// The row for a file, by its name without regard to case and, where several share it, by the folder before it.
    [[nodiscard]] std::optional<FileMetadata> find(const std::filesystem::path& file) const;

private:
    struct Row {
        std::string folder; ///< the last folder of the path in the table, in lower case
        FileMetadata metadata;
    };
    std::unordered_multimap<std::string, Row> rows_; ///< by file name in lower case
};

/// The fields of a CSV text (RFC 4180: quotes, doubled quotes, line ends inside quotes), row by row.
[[nodiscard]] std::vector<std::vector<std::string>> parseCsv(std::string_view csv);

} // namespace cadenza::library
