#pragma once

#include "core/base/result.h"
#include "core/library/part_summary.h"
#include "core/midi/piece.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace cadenza::app {

/// What a part is: name, instrument, family, program, channel, drums, notes.
[[nodiscard]] nlohmann::ordered_json partJson(const library::PartSummary& part);
[[nodiscard]] nlohmann::ordered_json partsJson(std::span<const library::PartSummary> parts);

/// The parts that a flag names in words (see `midi::PartSelection`), as ascending indices; none where it has none.
/// Fails with InvalidSetting where a word names no part of the piece.
[[nodiscard]] Result<std::vector<std::size_t>> partsNamed(const midi::Piece& piece, const std::string& flag,
                                                          const std::string& words);

} // namespace cadenza::app
