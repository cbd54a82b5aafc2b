#include "core/generation/seed_rehearsal.h"

#include "core/generation/encoded_seed.h"
#include "core/generation/session.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace cadenza::generation {
namespace {

constexpr std::size_t kTakes = 4;
constexpr std::size_t kNotes = 128;
constexpr std::size_t kSeedsAtOnce = kMostTakes / kTakes;
constexpr std::uint64_t kRandomSeed = 0x5EED; ///< the same rehearsal at each call
constexpr double kTooMany = 4.0;              ///< interventions per take

/// The takes of several seeds, one after the other.
Result<std::vector<Take>> takesOn(const model::Network& network, std::span<const midi::Piece> seeds,
                                  const GenerationSettings& settings, const std::stop_token& stop)
{
    Session session(network, settings);
    for (const midi::Piece& seed : seeds) {
        const auto encoded = encodeSeed(network, seed);
        if (!encoded)
            return std::unexpected(encoded.error());
        for (std::size_t take = 0; take < kTakes; ++take)
            session.add(*encoded, {kNotes}, kRandomSeed, take);
    }
    return session.run(stop);
}

} // namespace

double Rehearsal::value() const
{
    return std::clamp(1.0 - interventions / kTooMany, 0.0, 1.0) * (1.0 - copied);
}

Result<std::vector<Rehearsal>> rehearse(const model::Network& network, std::span<const midi::Piece> seeds,
                                        const GenerationSettings& settings, const originality::FingerprintIndex* known,
                                        std::stop_token stop)
{
    if (auto checked = checkRequest(network, settings, kNotes, kTakes); !checked)
        return std::unexpected(std::move(checked.error()));
    std::vector<Rehearsal> rehearsals;
    for (std::size_t first = 0; first < seeds.size(); first += kSeedsAtOnce) {
        const auto takes =
            takesOn(network, seeds.subspan(first, std::min(kSeedsAtOnce, seeds.size() - first)), settings, stop);
        if (!takes)
            return std::unexpected(takes.error());
        for (std::size_t i = 0; i < takes->size(); ++i) {
            const Take& take = (*takes)[i];
            if (i % kTakes == 0)
                rehearsals.emplace_back();
            rehearsals.back().interventions += static_cast<double>(take.interventions.size()) / kTakes;
            if (known)
                rehearsals.back().copied += originality::copiedShare(known->copiedRuns(take.events)) / kTakes;
        }
    }
    return rehearsals;
}

seeds::Reason reasonOf(const Rehearsal& rehearsal)
{
    const auto words = [&]() -> const char* {
        if (rehearsal.copied > 0.1)
            return "the model recites music it knows";
        if (rehearsal.interventions > 2.0)
            return "the model turns in circles on it";
        return rehearsal.interventions > 0.5 ? "the model repeats itself a little on it" : "the model goes on freely";
    };
    return {kRehearsalReason, words(), rehearsal.value()};
}

} // namespace cadenza::generation
