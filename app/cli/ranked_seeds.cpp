#include "app/cli/ranked_seeds.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace cadenza::app {

std::vector<RankedSeed> rankSeeds(const library::Library& library, std::size_t top, std::size_t notes)
{
    std::vector<RankedSeed> ranked;
    for (const auto& entry : library.entries)
        for (auto& window : seeds::bestWindows(*entry.piece, top, notes))
            ranked.push_back({&entry, std::move(window)});
    std::ranges::stable_sort(ranked, std::ranges::greater{}, [](const RankedSeed& seed) { return seed.window.score; });
    ranked.resize(std::min(ranked.size(), top));
    return ranked;
}

} // namespace cadenza::app
