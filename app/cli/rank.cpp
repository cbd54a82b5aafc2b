#include "app/cli/rank.h"

#include "core/ml/loader.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <thread>
#include <utility>

namespace cadenza::app {

Result<training::Rendezvous> placeOfThisRank(std::chrono::seconds patience)
{
    auto place = training::rendezvousFrom([](const char* name) { return std::getenv(name); });
    if (place)
        place->patience = patience;
    return place;
}

int threadsForOne(const training::Rendezvous& place)
{
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()) / place.localWorld);
}

Result<void> asRank(const training::Rendezvous& place, training::Device device, std::stop_token stop,
                    const RankWork& work)
{
    if (place.rank == 0 && place.world > 1)
        std::cerr << "Rank 0 waits at " << place.address << ':' << place.port << " for " << place.world - 1
                  << (place.world == 2 ? " other" : " others") << std::endl;
    const auto ranks = ml::joinRanks(place, device, std::move(stop));
    if (!ranks)
        return std::unexpected(ranks.error());
    auto done =
        work([&](const auto& shape, const auto& config) { return (*ranks)->makeLearner(shape, config); }, **ranks);
    if (done)
        (*ranks)->leave();
    return done;
}

} // namespace cadenza::app
