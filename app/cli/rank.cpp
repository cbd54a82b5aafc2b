#include "app/cli/rank.h"

#include "core/ml/loader.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <thread>
#include <utility>

namespace cadenza::app {

Result<training::Rendezvous> placeOfThisRank()
{
    return training::rendezvousFrom([](const char* name) { return std::getenv(name); });
}

int threadsForOne(const training::Rendezvous& place)
{
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()) / place.localWorld);
}

Result<std::unique_ptr<ml::RankGroup>> meetRanks(const training::Rendezvous& place, training::Device device,
                                                 std::stop_token stop)
{
    if (place.rank == 0 && place.world > 1)
        std::cerr << "Rank 0 waits at " << place.address << ':' << place.port << " for " << place.world - 1
                  << (place.world == 2 ? " other" : " others") << std::endl;
    return ml::joinRanks(place, device, std::move(stop));
}

} // namespace cadenza::app
