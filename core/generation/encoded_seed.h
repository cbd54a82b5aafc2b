#pragma once

#include "core/base/result.h"
#include "core/encoding/event.h"
#include "core/generation/heard_parts.h"
#include "core/midi/piece.h"
#include "core/model/network.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace cadenza::generation {

/// A seed as the network reads it, shared by all takes on it.
struct EncodedSeed {
    midi::Piece whole; ///< as it is given
    midi::Piece piece; ///< what is heard of it, see `audible`
    HeardParts parts;
    std::vector<encoding::Event> played; ///< of what is heard, as its parts play it
    std::vector<encoding::Event> events; ///< and as the network hears it
    std::size_t notes{0};                ///< of the whole
    std::int64_t rest{0};                ///< units for which what is not heard goes on after the last onset that is
};

/// A seed as `network` reads it. Fails with WrongEncoding or TooLittleMusic, see `generate`.
[[nodiscard]] Result<std::shared_ptr<const EncodedSeed>> encodeSeed(const model::Network& network,
                                                                    const midi::Piece& seed);
/// The same with parts that are known to be heard so. Precondition: the network is Expressive.
[[nodiscard]] Result<std::shared_ptr<const EncodedSeed>> encodeSeed(const model::Network& network,
                                                                    const midi::Piece& seed, const HeardParts& parts);

/// The first event of a take as it follows the whole seed, which may go on after the last onset that is heard.
[[nodiscard]] encoding::Event afterWhole(const EncodedSeed& seed, encoding::TimeBase timeBase, encoding::Event event);

/// A piece that goes on from what is heard of the seed, with what is not.
[[nodiscard]] midi::Piece withUnheard(const EncodedSeed& seed, midi::Piece piece);

} // namespace cadenza::generation
