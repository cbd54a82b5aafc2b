#pragma once

#include "core/generation/generator.h"
#include "core/generation/heard_parts.h"
#include "core/generation/kept_voices.h"
#include "core/midi/piece.h"

#include <cstddef>
#include <cstdint>

namespace cadenza::generation {

/// A seed, and what is written for the voices that are kept after it.
struct KeptMusic {
    midi::Piece seed;    ///< its parts are those of `written`, resting ones included
    midi::Piece written; ///< the seed, its first notes, and then the notes that are kept
    Tick end;            ///< where the free voices end
    FreeVoices free;
    HeardParts parts; ///< of the seed
};

/// The seed once more: `again` are those of its notes that are kept, `from` a whole number of bars after they were.
[[nodiscard]] midi::Piece playedAgain(const midi::Piece& seed, const midi::Piece& again, Tick from);

/// How far after its beginning a seed may be played again: whole bars, or whole pairs of seconds where it has none.
[[nodiscard]] Tick barsOf(const midi::Piece& seed, encoding::TimeBase timeBase);

/// `takes` continuations of the seed, of at most `notes` notes, that play what is written while the free voices are
/// drawn anew around it. What is written for parts that are not heard does nothing but tell where all of it ends. Where
/// something is written, endings do not apply, and the loop guard only where none of it is heard. The parts of a take
/// are those of the seed, resting ones included. Fails as `generate` does.
[[nodiscard]] Result<std::vector<Take>> drawAround(const model::Network& network, const KeptMusic& music,
                                                   const GenerationSettings& settings, std::size_t notes,
                                                   std::size_t takes, std::uint64_t randomSeed,
                                                   const std::stop_token& stop, const TakeListener& listen);

} // namespace cadenza::generation
