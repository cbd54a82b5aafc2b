#pragma once

#include "core/midi/piece.h"
#include "ui/roll/part_mix.h"

#include <string>
#include <vector>

namespace cadenza::ui {

/// What each part of a piece is known by in what comes of it, such as excerpts and takes, which may lack some parts:
/// its name and instrument; parts that are alike are numbered.
[[nodiscard]] std::vector<std::string> partKeys(const midi::Piece& piece);

/// The parts that have notes, as ascending indices: those that lists show.
[[nodiscard]] std::vector<std::size_t> playingParts(const midi::Piece& piece);

/// The hues of the parts of `whole` for those of a piece that comes of it.
[[nodiscard]] PartHues huesWithin(const midi::Piece& piece, const midi::Piece& whole);

} // namespace cadenza::ui
