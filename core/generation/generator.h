#pragma once

#include "core/base/result.h"
#include "core/encoding/event.h"
#include "core/generation/loop_guard.h"
#include "core/generation/settings.h"
#include "core/midi/piece.h"
#include "core/model/network.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace cadenza::generation {

/// A pitch the network could have chosen.
struct Alternative {
    std::uint8_t pitch{0};
    float probability{0.0F}; ///< under the network, given the step and part that were drawn
    friend bool operator==(const Alternative&, const Alternative&) = default;
};
inline constexpr std::size_t kAlternatives = 5;

/// What is known about one generated note.
struct NoteInsight {
    float surprise{0.0F}; ///< nats of its step, pitch, duration and velocity under the network, before wishes and dials
    std::array<Alternative, kAlternatives> likeliest{}; ///< most probable first
    friend bool operator==(const NoteInsight&, const NoteInsight&) = default;
};

/// One continuation of a seed: always reproducible from what it names, to the last bit on processors with the same
/// vector instructions; elsewhere the stored notes are what counts.
struct Take {
    std::string modelHash;
    std::uint64_t randomSeed{0}; ///< as asked for; together with `index` it decides every draw
    std::size_t index{0};        ///< of the take among those of `randomSeed`
    GenerationSettings settings;
    std::vector<encoding::Event> events; ///< the continuation alone
    std::vector<float> surprise;         ///< nats of each note under the model, in the order of the piece's notes
    std::vector<NoteInsight> insights;   ///< of each note, likewise
    std::vector<Intervention> interventions;
    midi::Piece piece;        ///< seed and continuation
    std::size_t seedNotes{0}; ///< notes of `piece` (in order) that come from the seed
};

/// Hears each note once it is certain: take index and the note. With the loop guard on that is 16 notes after it was
/// drawn, because it may be taken back until then. Called on the generating thread.
using TakeListener = std::function<void(std::size_t take, const encoding::Event& event)>;

/// The fewest notes that can be continued.
inline constexpr std::size_t kShortestSeed = 4;
inline constexpr std::size_t kMostTakes = 64;

/// How many notes a take with this ending gets at most: what it says; else 20,000 where bars or seconds end it before,
/// and 200 where nothing is said.
[[nodiscard]] std::size_t mostNotes(const Ending& ending);

/// `takes` continuations of at most `notes` notes, fewer where the settings end them before, in one batched pass, by
/// the parts that play in the seed: those that stand empty in it only keep the others in their places. Take i draws
/// from the random seed `randomSeed` and i, so it is the same whether made alone or beside others. Where the network
/// has not learnt the parts, they share its notes by `VoiceLeading`, and drums rest: see `HeardParts`. Runs on the
/// calling thread. Fails with WrongEncoding (the seed suits the other time base), TooLittleMusic (a seed under
/// `kShortestSeed` notes), InvalidSetting (a dial, the composer, bars for a model without, no notes, no takes or more
/// than `kMostTakes`) or Cancelled.
[[nodiscard]] Result<std::vector<Take>> generate(const model::Network& network, const midi::Piece& seed,
                                                 const GenerationSettings& settings, std::size_t notes,
                                                 std::size_t takes, std::uint64_t randomSeed, std::stop_token stop = {},
                                                 const TakeListener& listen = {});

/// One continuation of each seed: take i, on seed i, draws as take i of `generate` would. Any number of them, in
/// batches. Fails as `generate` does, with the first seed that cannot be continued.
[[nodiscard]] Result<std::vector<Take>> generateOnEach(const model::Network& network,
                                                       std::span<const midi::Piece> seeds,
                                                       const GenerationSettings& settings, std::size_t notes,
                                                       std::uint64_t randomSeed, std::stop_token stop = {});

/// Only take `index` of those that `generate` would make.
[[nodiscard]] Result<Take> generateOne(const model::Network& network, const midi::Piece& seed,
                                       const GenerationSettings& settings, std::size_t notes, std::size_t index,
                                       std::uint64_t randomSeed, std::stop_token stop = {},
                                       const TakeListener& listen = {});

} // namespace cadenza::generation
