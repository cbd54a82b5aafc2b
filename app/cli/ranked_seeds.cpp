#include "app/cli/ranked_seeds.h"

#include "core/seeds/reason_table.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace cadenza::app {

std::vector<std::shared_ptr<const midi::Piece>> piecesOf(const library::Library& library)
{
    std::vector<std::shared_ptr<const midi::Piece>> pieces;
    for (const auto& entry : library.entries)
        pieces.push_back(entry.piece);
    return pieces;
}

std::vector<RankedSeed> rankSeeds(const library::Library& library, const seeds::SeedWish& wish, const std::string& sort,
                                  const seeds::Hearing& hearing, std::stop_token stop)
{
    auto best = seeds::bestOfCollection(piecesOf(library), wish, hearing, stop);
    std::vector<RankedSeed> ranked;
    for (std::size_t i = 0; i < best.size(); ++i)
        for (auto& window : best[i])
            ranked.push_back({&library.entries[i], std::move(window)});
    std::ranges::stable_sort(ranked, std::ranges::greater{}, [](const RankedSeed& seed) { return seed.window.score; });
    if (sort != "score")
        std::ranges::stable_sort(ranked, std::ranges::greater{},
                                 [&](const RankedSeed& seed) { return seed.window.valueOf(sort); });
    ranked.resize(std::min(ranked.size(), wish.top));
    return ranked;
}

} // namespace cadenza::app
