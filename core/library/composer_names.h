#pragma once

#include "core/midi/midi_reader.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace cadenza::library {

/// The usual name of a composer, when a folder is called by it, by another spelling of it or by a known short form
/// (“beeth”, “tschai”, “Ludwig van Beethoven”). Letter case, umlauts and separators do not matter.
[[nodiscard]] std::optional<std::string> knownComposer(std::string_view folderName);

/// The composer that the texts of a file name, if it is a known one: a text that is a name, or “Name: title”, before
/// one that merely contains it.
[[nodiscard]] std::optional<std::string> composerInTexts(std::span<const midi::FileText> texts);

/// `text` without a known composer and a colon in front: “Albeniz :Espana” is “Espana”. Nothing when there is none.
[[nodiscard]] std::optional<std::string> titleAfterComposer(std::string_view text);

/// A file or folder name as words: separators become spaces, and a first letter becomes a capital.
[[nodiscard]] std::string prettyName(std::string_view name);

} // namespace cadenza::library
