#pragma once

#include "core/project/sources.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>

namespace cadenza::ui {

/// General MIDI programs that were chosen for parts of pieces: by the id of the piece in the library, then by what the
/// part is known by.
using ChosenInstruments = std::map<std::string, std::map<std::string, std::uint8_t>>;

/// As a project keeps them, and back: pieces are known by their source there, which may move. A text that is none gives
/// nothing.
[[nodiscard]] std::string toText(const ChosenInstruments& instruments, std::span<const project::SourcePlace> sources);
[[nodiscard]] ChosenInstruments instrumentsFrom(const std::string& text, std::span<const project::SourcePlace> sources);

} // namespace cadenza::ui
