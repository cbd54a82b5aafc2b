#pragma once

#include "core/base/result.h"
#include "core/encoding/event.h"
#include "core/midi/piece.h"
#include "core/model/network.h"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace cadenza::generation {

/// How one attribute is drawn from its distribution.
struct AttributeSampling {
    double temperature{1.0}; ///< > 0
    double topP{1.0};        ///< nucleus sampling, 0…1
    int topK{0};             ///< 0: all
    double minP{0.0};        ///< drop what is less likely than this share of the likeliest
};

/// Every dial of a take. The defaults suit small models.
struct GenerationSettings {
    AttributeSampling step{.temperature = 0.8, .topP = 0.95};
    AttributeSampling part{};
    AttributeSampling pitch{.temperature = 1.0, .minP = 0.04};
    AttributeSampling duration{.temperature = 0.8, .topP = 0.95};
    AttributeSampling velocity{.temperature = 0.7};
    AttributeSampling tempo{.temperature = 0.7};
    AttributeSampling pedal{.temperature = 0.7};
    int composer{0};        ///< class of the model; 0 is "any"
    bool includeSeed{true}; ///< whether an exported take begins with its seed
};

/// One continuation of a seed: always reproducible from what it names.
struct Take {
    std::string modelHash;
    std::uint64_t randomSeed{0};
    GenerationSettings settings;
    std::vector<encoding::Event> events; ///< the continuation alone
    std::vector<float> surprise;         ///< nats of each note under the model
    midi::Piece piece;                   ///< seed and continuation
    std::size_t seedNotes{0};            ///< notes of `piece` (in order) that come from the seed
};

/// Hears each note as it is made: take index and the take so far. Called on the generating thread.
using TakeListener = std::function<void(std::size_t take, const encoding::Event& event)>;

/// `takes` continuations of `notes` notes. Take i draws from the random seed `randomSeed` and i, so it is the same
/// whether made alone or beside others. Fails with WrongEncoding, TooLittleMusic, InvalidSetting or Cancelled.
[[nodiscard]] Result<std::vector<Take>> generate(const model::Network& network, const midi::Piece& seed,
                                                 const GenerationSettings& settings, std::size_t notes,
                                                 std::size_t takes, std::uint64_t randomSeed, std::stop_token stop = {},
                                                 const TakeListener& listen = {});

} // namespace cadenza::generation
