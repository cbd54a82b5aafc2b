#include "core/generation/other_hand.h"

#include "core/generation/kept_music.h"

#include <algorithm>

namespace cadenza::generation {
namespace {

constexpr std::size_t kMostNotes = 4; ///< times those of the seed: a variation is dense, not endless
constexpr int kMiddleC = 60;
constexpr int kMoreReach = 4; ///< semitones that the free hand may go beyond where it was in the seed

/// The notes of one hand, in the parts of the seed.
midi::Piece handAlone(midi::Piece seed, midi::Hand hand)
{
    for (midi::Part& part : seed.parts)
        std::erase_if(part.notes, [&](const midi::Note& note) { return handOf(note) != hand; });
    return seed;
}

/// The side of the keyboard that the other hand has, as far as it plays in the seed and a little more.
FreeVoices sideOf(const midi::Piece& other, midi::Hand kept)
{
    FreeVoices free{.side = kept == midi::Hand::Left ? FreeVoices::Side::Above : FreeVoices::Side::Below,
                    .lowest = 127,
                    .highest = 0};
    for (const auto& placed : midi::notesInOrder(other)) {
        free.lowest = std::min<int>(free.lowest, placed.note.pitch);
        free.highest = std::max<int>(free.highest, placed.note.pitch);
    }
    free.lowest = std::max(0, free.lowest - kMoreReach);
    free.highest = std::min(127, free.highest + kMoreReach);
    return free;
}

} // namespace

midi::Hand handOf(const midi::Note& note)
{
    if (note.hand != midi::Hand::Unknown)
        return note.hand;
    return note.pitch < kMiddleC ? midi::Hand::Left : midi::Hand::Right;
}

Result<std::vector<Take>> drawOtherHand(const model::Network& network, const midi::Piece& seed, midi::Hand kept,
                                        const GenerationSettings& settings, std::size_t takes, std::uint64_t randomSeed,
                                        std::stop_token stop, const TakeListener& listen)
{
    const midi::Piece again = handAlone(seed, kept);
    const midi::Piece other = handAlone(seed, kept == midi::Hand::Left ? midi::Hand::Right : midi::Hand::Left);
    if (kept == midi::Hand::Unknown || again.noteCount() == 0 || other.noteCount() == 0)
        return failure(Fault::InvalidSetting, "hand", "the seed has no music for both hands");
    const Tick from = barsOf(seed, network.model().timeBase);
    if (auto able = model::requireExpressive(network); !able)
        return std::unexpected(std::move(able.error()));
    const KeptMusic music{seed, playedAgain(seed, again, from), midi::notesInOrder(seed).back().note.onset + from,
                          sideOf(other, kept), heardPartsOf(network, seed)};
    auto made = drawAround(network, music, settings, kMostNotes * seed.noteCount(), takes, randomSeed, stop, listen);
    if (made)
        for (Take& take : *made)
            take.piece = midi::withoutEmptyParts(std::move(take.piece));
    return made;
}

} // namespace cadenza::generation
