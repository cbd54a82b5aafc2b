#include "core/generation/other_hand.h"

#include "core/encoding/encoder.h"
#include "core/generation/kept_hand.h"
#include "core/generation/session.h"
#include "core/generation/take_end.h"

#include <algorithm>
#include <utility>

namespace cadenza::generation {
namespace {

constexpr std::size_t kMostNotes = 4; ///< times those of the seed: a variation is dense, not endless

std::vector<midi::Hand> handsOf(const midi::Piece& seed, const encoding::EventStream& stream)
{
    const auto notes = midi::notesInOrder(seed);
    std::vector<midi::Hand> hands;
    for (const std::uint32_t note : stream.noteOf)
        hands.push_back(handOf(notes[note].note));
    return hands;
}

} // namespace

Result<std::vector<Take>> drawOtherHand(const model::Network& network, const midi::Piece& seed, midi::Hand kept,
                                        const GenerationSettings& settings, std::size_t takes, std::uint64_t randomSeed,
                                        std::stop_token stop, const TakeListener& listen)
{
    if (auto checked = checkRequest(network, settings, 1, takes); !checked)
        return std::unexpected(std::move(checked.error()));
    const auto encoded = encodeSeed(network, seed);
    if (!encoded)
        return std::unexpected(encoded.error());
    const auto timeBase = network.model().timeBase;
    const auto hands = handsOf(seed, encoding::encode(seed, timeBase));
    for (const midi::Hand hand : {midi::Hand::Left, midi::Hand::Right})
        if (kept == midi::Hand::Unknown || std::ranges::find(hands, hand) == hands.end())
            return failure(Fault::InvalidSetting, "hand", "the seed has no music for both hands");
    GenerationSettings free = settings;
    free.ending = {};
    free.loopGuard.enabled = false;
    const Extent extent{kMostNotes * (*encoded)->notes};
    const TakeEnd metre(timeBase, (*encoded)->piece, (*encoded)->events, free.ending, extent);
    const KeptHand hand(timeBase, (*encoded)->events, hands, kept, metre.bar());
    Session session(network, free);
    for (std::size_t index = 0; index < takes; ++index)
        session.add(*encoded, extent, randomSeed, index, hand);
    auto made = session.run(stop, listen);
    if (made)
        for (Take& take : *made)
            take.settings = settings;
    return made;
}

} // namespace cadenza::generation
