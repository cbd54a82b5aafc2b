#pragma once

#include "core/base/result.h"
#include "core/midi/piece.h"

#include <cstddef>
#include <span>
#include <stop_token>
#include <string>

namespace cadenza::app {

/// The seed that `--seed` names: FILE (its best window), FILE:FIRSTNOTE (from 0, in the order of onset), or starter:N,
/// the best seed of piece N of the starter collection, or best:N, the N-th best seed of all the music under `library`;
/// counted from 0. Fails with InvalidSetting or TooLittleMusic, or as reading the music fails.
[[nodiscard]] Result<midi::Piece> seedFromArgument(const std::string& argument, std::size_t notes,
                                                   std::span<const std::string> library, std::stop_token stop);

} // namespace cadenza::app
