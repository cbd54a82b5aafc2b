#pragma once

#include "core/generation/generator.h"
#include "core/generation/likeness.h"
#include "core/originality/resemblance.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>

namespace cadenza::generation {

/// What a model makes of passages it does not know, beside what their composers made of them.
struct Examination {
    struct Compared {
        double generated{0.0};  ///< mean over the takes
        double real{0.0};       ///< mean over real stretches of the same length
        double percentile{0.0}; ///< where the takes lie among the real stretches, on average; 50 is typical
    };
    /// What the takes owe to the training music.
    struct Originality {
        double copied{0.0}; ///< share of notes, see `Resemblance`
        double human{0.0};  ///< the same of held-out music by the same composers; 0 where none was held out
        std::optional<originality::CopiedPassage> longest{};
    };
    std::size_t takes{0};
    std::size_t notes{0};                              ///< of each take
    std::array<Compared, kMeasures.size()> measures{}; ///< in the order of `kMeasures`
    std::array<Likeness, kFeatures.size()> likeness{}; ///< in the order of `kFeatures`
    double insideRange{0.0}; ///< share of takes of whose last 100 notes density, polyphony and pitch-class entropy all
                             ///< lie in the 5th to 95th percentile of the real stretches
    double realInside{0.0};  ///< the same share of the real stretches themselves
    double looping{0.0};     ///< share of takes that repeat a cycle more than three times
    double interventions{0.0};                ///< of the loop guard, per take
    double surprise{0.0};                     ///< nats per generated note
    std::optional<Originality> originality{}; ///< none where the model has no fingerprints
};

/// Continues `takes` windows of 64 notes, drawn from `pieces` by `randomSeed`, by `notes` notes each, and compares them
/// with as many real stretches of that length. Pieces that are too short, or in the other time base, are passed over.
/// Fails with TooLittleMusic (fewer than three stretches), or as `generate` does.
[[nodiscard]] Result<Examination> examine(const model::Network& network,
                                          std::span<const std::shared_ptr<const midi::Piece>> pieces,
                                          const GenerationSettings& settings, std::size_t takes, std::size_t notes,
                                          std::uint64_t randomSeed, std::stop_token stop = {});

} // namespace cadenza::generation
