#pragma once

#include "core/generation/generator.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cadenza::generation {

/// What becomes of a part after the seed.
enum class PartRole : std::uint8_t {
    New,     ///< the model makes it
    Kept,    ///< it goes on as it is written
    LeftOut, ///< it is silent, in the seed too
};

/// A seed of several parts within its piece.
struct PartPlan {
    midi::Piece piece;           ///< with what follows the seed, so that kept parts can go on; or the seed alone
    std::size_t first{0};        ///< note of the piece with which the seed begins (`midi::notesInOrder`)
    std::size_t count{0};        ///< notes of the seed
    std::vector<PartRole> roles; ///< one for each part of the piece
};

/// The seed as takes on the plan begin: without the parts left out, and with all others in their order, also those that
/// rest in it. Precondition: as `drawParts` checks.
[[nodiscard]] midi::Piece seedOf(const PartPlan& plan);

/// `takes` continuations of the seed in one batch, of at most `notes` notes, kept ones included. Kept parts go on as
/// they are written, note for note, with the tempo and the metre of the piece, and the new parts are drawn around them
/// for as long as they play, or until the bars or seconds of the ending; the loop guard and cadences do not apply
/// then. Where no note of theirs follows the seed, it is played once more as `drawOtherHand` does. Without kept parts
/// the new ones just go on, those that rest in the seed too. No other part plays. The parts of a take have the names,
/// channels and programs of the piece's, in its order. A ninth part of a family goes with the eighth.
///
/// Runs on the calling thread. Fails with InvalidSetting (no part is new, a role is missing, the seed lies outside the
/// piece) or as `generate` does. Events that are listened to have the part classes of `seedOf`.
[[nodiscard]] Result<std::vector<Take>> drawParts(const model::Network& network, const PartPlan& plan,
                                                  const GenerationSettings& settings, std::size_t notes,
                                                  std::size_t takes, std::uint64_t randomSeed,
                                                  std::stop_token stop = {}, const TakeListener& listen = {});

} // namespace cadenza::generation
