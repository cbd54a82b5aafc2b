#pragma once

#include "core/base/result.h"
#include "core/midi/piece.h"

#include <filesystem>
#include <stop_token>

namespace cadenza::ui {

/// Writes a piece in the format its ending names (.mid or audio). Blocks: call it off the GUI thread.
[[nodiscard]] Result<void> writePiece(const midi::Piece& piece, const std::filesystem::path& target,
                                      std::stop_token stop = {});

} // namespace cadenza::ui
