#pragma once

#include "core/generation/generator.h"

namespace cadenza::generation {

/// The hand that a note is played with: as the music says, else the left below middle C.
[[nodiscard]] midi::Hand handOf(const midi::Note& note);

/// `takes` variations of the seed in one batch: the seed as it is, and then once more with the notes of the `kept` hand
/// while the other hand is drawn anew on its own side of the keyboard. The repetition begins a whole number of bars
/// after the seed did; endings and the loop guard do not apply. Take i draws as take i of `generate`. Runs on the
/// calling thread. Fails with InvalidSetting (`kept` is no hand, or the seed has music for one hand alone) or as
/// `generate` does.
[[nodiscard]] Result<std::vector<Take>> drawOtherHand(const model::Network& network, const midi::Piece& seed,
                                                      midi::Hand kept, const GenerationSettings& settings,
                                                      std::size_t takes, std::uint64_t randomSeed,
                                                      std::stop_token stop = {}, const TakeListener& listen = {});

} // namespace cadenza::generation
