#pragma once

#include "core/base/result.h"
#include "core/generation/generator.h"
#include "core/midi/piece.h"
#include "core/model/network.h"

#include <cstddef>
#include <cstdint>
#include <stop_token>

namespace cadenza::generation {

/// Take `index` of a Classic model: token after token until `notes` notes are made or the ending is reached. Its music
/// is at the seed's tempo and mean velocity, on the piano; a token that lasts no time sounds for a twelfth of a
/// quarter. Draws as the published system does, from log-probabilities over a diversity: see `ClassicSampling`. The
/// constraints, the loop guard, the recollection and the anchor do not apply. `listen` hears the notes once the take is
/// complete, milliseconds after it was begun. Fails with TooLittleMusic or Cancelled.
[[nodiscard]] Result<Take> generateClassic(const model::Network& network, const midi::Piece& seed,
                                           const GenerationSettings& settings, std::size_t notes, std::size_t index,
                                           std::uint64_t randomSeed, const std::stop_token& stop,
                                           const TakeListener& listen);

} // namespace cadenza::generation
