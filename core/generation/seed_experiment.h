#pragma once

#include "core/generation/generator.h"
#include "core/seeds/seed_scoring.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace cadenza::generation {

/// What became of a take on one seed.
struct SeedOutcome {
    std::shared_ptr<const midi::Piece> piece;
    seeds::ScoredWindow window;
    double interventions{0.0}; ///< of the loop guard
    double loopTurns{0.0};     ///< of the last 250 notes, see `Measures`
    double onBeat{1.0};        ///< share of its onsets on the parts of a quarter that its seed uses
    bool inside{false};        ///< whether its last 100 notes lie in the range of the music, see `RealRange`
};

/// The mean of a group less that of another, and what 95 % of 10,000 bootstrap samples of both give (Efron 1979).
struct Difference {
    double mean{0.0};
    double from{0.0};
    double to{0.0};
};
[[nodiscard]] Difference differenceOf(std::span<const double> group, std::span<const double> other,
                                      std::uint64_t randomSeed);

/// Takes on the best windows of a collection and on windows at random, with one model and the same settings.
struct SeedExperiment {
    std::vector<SeedOutcome> best;
    std::vector<SeedOutcome> random;
    double realInside{0.0}; ///< the share of the music's own stretches inside their range

    /// Of the loop guard, per take: best less random.
    [[nodiscard]] Difference interventions() const;
    /// Shares of takes: best less random.
    [[nodiscard]] Difference inside() const;
};

/// By what the best seeds are chosen.
enum class SeedChoice { Music, MusicAndSurprise };

/// Continues `count` windows of each kind by `notes` notes.
/// Fails with TooLittleMusic, or as `generate` does.
[[nodiscard]] Result<SeedExperiment> tryBestSeeds(const model::Network& network,
                                                  std::span<const std::shared_ptr<const midi::Piece>> pieces,
                                                  SeedChoice choice, const GenerationSettings& settings,
                                                  std::size_t count, std::size_t notes, std::uint64_t randomSeed,
                                                  std::stop_token stop = {});

} // namespace cadenza::generation
