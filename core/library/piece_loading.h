#pragma once

#include "core/base/result.h"
#include "core/library/archive.h"
#include "core/library/library.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace cadenza::library {

/// Reads the MIDI files that entries came from; a zip stays open as long as entries of it follow each other. Fails as
/// reading the source does.
class SourceReader {
public:
    [[nodiscard]] Result<std::vector<std::byte>> read(const Entry& entry);

private:
    std::optional<Archive> archive_;
    std::filesystem::path path_;
};

/// Which sequence of its file an entry is, from 0.
[[nodiscard]] std::size_t sequenceOf(const Entry& entry);
/// The id of an entry from its place: see `Entry`.
[[nodiscard]] std::string idOf(const std::filesystem::path& source, std::string_view member, std::size_t sequence);

/// The music of an entry: what it already holds, or read again from its source. Fails as reading the source does; with
/// NotFound when the source no longer holds the entry. Any thread.
[[nodiscard]] Result<std::shared_ptr<const midi::Piece>> loadPiece(const Entry& entry);

/// The music of every entry that lacks it, read on this thread and helpers. Entries whose source is gone or damaged by
/// now move to `skipped`. Fails with Cancelled only.
[[nodiscard]] Result<void> loadPieces(Library& library, const std::stop_token& stop = {});

} // namespace cadenza::library
