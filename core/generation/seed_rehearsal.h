#pragma once

#include "core/generation/generator.h"
#include "core/originality/fingerprint_index.h"
#include "core/seeds/seed_scoring.h"

#include <cstddef>
#include <span>
#include <stop_token>
#include <vector>

namespace cadenza::generation {

/// What a few short continuations of a seed were like: a dry run, before anybody listens.
struct Rehearsal {
    double interventions{0.0}; ///< of the loop guard, per take
    double copied{0.0};        ///< share of notes that are also in the training music, see `originality::Resemblance`

    /// 1 where the guard had nothing to do and nothing was copied; 0 from four interventions a take on.
    [[nodiscard]] double value() const;
};

/// Rehearses each seed with four takes of 128 notes, many seeds in one batch. `known` tells what is copied; null:
/// nobody asks. Fails as `generate` does.
[[nodiscard]] Result<std::vector<Rehearsal>> rehearse(const model::Network& network, std::span<const midi::Piece> seeds,
                                                      const GenerationSettings& settings,
                                                      const originality::FingerprintIndex* known,
                                                      std::stop_token stop = {});

/// As a reason for or against a seed.
[[nodiscard]] seeds::Reason reasonOf(const Rehearsal& rehearsal);
inline constexpr const char* kRehearsalReason = "rehearsal";
inline constexpr double kRehearsalWeight = 4.0; ///< see `seeds::weighIn`

} // namespace cadenza::generation
