#pragma once

#include "core/base/result.h"
#include "core/midi/piece.h"
#include "core/seeds/surprise.h"

#include <cstddef>
#include <memory>
#include <span>
#include <stop_token>
#include <string>

namespace cadenza::app {

/// What a MODEL makes of these pieces, for seeds of `count` notes. Blocks for a step of the network per note. Fails as
/// reading a model does, with Cancelled, and with WrongEncoding where it can read none of them.
[[nodiscard]] Result<seeds::Hearing> hear(const std::string& model,
                                          std::span<const std::shared_ptr<const midi::Piece>> pieces, std::size_t count,
                                          std::stop_token stop);

} // namespace cadenza::app
