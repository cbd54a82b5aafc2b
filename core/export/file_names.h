#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cadenza::exporting {

/// What a pattern's {words} stand for, for one file: {"title", "Prelude"}, {"take", "3"}.
using NameFields = std::map<std::string, std::string, std::less<>>;

/// A file name from a pattern such as "{title} – take {take}". Words without a field stay as they are, and the
/// whole becomes what `fileNameOf` makes of it.
[[nodiscard]] std::string fileNameFor(std::string_view pattern, const NameFields& fields);

/// One name per file, made different by " (2)", " (3)", … where the pattern gives the same.
[[nodiscard]] std::vector<std::string> fileNamesFor(std::string_view pattern, std::span<const NameFields> files);

} // namespace cadenza::exporting
