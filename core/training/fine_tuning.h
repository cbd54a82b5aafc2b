#pragma once

#include "core/model/model.h"
#include "core/training/trainer.h"

#include <cstddef>
#include <span>
#include <string>

namespace cadenza::training {

/// The corpus with classes that a network already gives to composers: `names` first, in their order, and whom it has
/// not met after them. The same corpus where they agree.
[[nodiscard]] CorpusSnapshot renumbered(const CorpusSnapshot& corpus, std::span<const std::string> names);

/// The model with room for `composers` composers beside "any": one whom it has not met begins as "any" does.
/// Precondition: no fewer than it has.
[[nodiscard]] model::Model withComposers(const model::Model& model, std::size_t composers);

} // namespace cadenza::training
