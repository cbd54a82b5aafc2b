#pragma once

#include "core/base/result.h"
#include "core/library/library.h"

#include <memory>

namespace cadenza::library {

/// The music of an entry: what it already holds, or read again from its source. Fails as reading the source does; with
/// NotFound when the source no longer holds the entry. Any thread.
[[nodiscard]] Result<std::shared_ptr<const midi::Piece>> loadPiece(const Entry& entry);

} // namespace cadenza::library
