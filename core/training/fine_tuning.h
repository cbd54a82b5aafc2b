#pragma once

#include "core/model/model.h"
#include "core/training/trainer.h"

#include <cstddef>
#include <span>
#include <string>

namespace cadenza::training {

/// Share of the learning rate at which a model is trained further, so that it keeps what it has learnt.
inline constexpr double kGentler = 0.25;

/// The configuration for a run that goes on from a model: its kind, and where it is Classic its vocabulary.
[[nodiscard]] TrainingConfig goingOnFrom(const model::Model& model, TrainingConfig config);

/// The corpus with classes that a network already gives to composers: `names` first, in their order, and whom it has
/// not met after them. The same corpus where they agree.
[[nodiscard]] CorpusSnapshot renumbered(const CorpusSnapshot& corpus, std::span<const std::string> names);

/// The model with room for `composers` composers beside "any": one whom it has not met begins as "any" does.
/// Precondition: no fewer than it has.
[[nodiscard]] model::Model withComposers(const model::Model& model, std::size_t composers);

/// The model with room for `parts` part classes: a part that it has not met begins as the last of its family that it
/// knows. Precondition: no fewer than it has, a multiple of the families.
[[nodiscard]] model::Model withPartClasses(const model::Model& model, int parts);

} // namespace cadenza::training
