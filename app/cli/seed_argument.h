#pragma once

#include "core/base/result.h"
#include "core/midi/piece.h"

#include <cstddef>
#include <stop_token>
#include <string>

namespace cadenza::app {

/// The seed that `--seed` names: FILE (its best window), FILE:FIRSTNOTE (from 0, in the order of onset), or starter:N,
/// the best seed of piece N of the starter collection, counted from 0. Fails with InvalidSetting or TooLittleMusic,
/// or as reading the file fails.
[[nodiscard]] Result<midi::Piece> seedFromArgument(const std::string& argument, std::size_t notes,
                                                   std::stop_token stop);

} // namespace cadenza::app
