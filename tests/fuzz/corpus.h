#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

namespace cadenza::fuzz {

using Bytes = std::vector<std::byte>;

/// Small files that together use everything the reader knows.
[[nodiscard]] std::vector<Bytes> midiFiles();

/// Small zips: a folder and a table, unsafe names, a zip in a zip. They are put together in a file in `folder`.
[[nodiscard]] std::vector<Bytes> zipFiles(const std::filesystem::path& folder);

} // namespace cadenza::fuzz
