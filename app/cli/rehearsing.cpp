#include "app/cli/rehearsing.h"

#include "app/cli/command.h"
#include "core/encoding/encoder.h"
#include "core/generation/seed_rehearsal.h"
#include "core/model/network.h"

#include <algorithm>
#include <functional>
#include <optional>

namespace cadenza::app {

Result<std::vector<RankedSeed>> rehearsed(std::vector<RankedSeed> ranked, const std::string& model,
                                          std::stop_token stop)
{
    const auto known = model::readModel(resolveModel(model));
    if (!known)
        return std::unexpected(known.error());
    std::vector<RankedSeed*> suitable;
    std::vector<midi::Piece> music;
    for (RankedSeed& seed : ranked) {
        auto excerpt =
            midi::excerpt(*seed.entry->piece, seed.window.first, seed.window.count, midi::RestingParts::Kept);
        if (encoding::suitableTimeBase(excerpt) != (*known)->timeBase)
            continue;
        suitable.push_back(&seed);
        music.push_back(std::move(excerpt));
    }
    std::optional<originality::FingerprintIndex> index;
    if ((*known)->fingerprints)
        index.emplace((*known)->fingerprints);
    const auto rehearsals =
        generation::rehearse(model::Network(*known), music, {}, index ? &*index : nullptr, std::move(stop));
    if (!rehearsals)
        return std::unexpected(rehearsals.error());
    for (std::size_t i = 0; i < suitable.size(); ++i)
        seeds::weighIn(suitable[i]->window, generation::reasonOf((*rehearsals)[i]), generation::kRehearsalWeight);
    std::ranges::stable_sort(ranked, std::ranges::greater{}, [](const RankedSeed& seed) { return seed.window.score; });
    return ranked;
}

} // namespace cadenza::app
