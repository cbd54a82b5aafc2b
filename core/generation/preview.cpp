#include "core/generation/preview.h"

#include "core/generation/generator.h"

#include <utility>

namespace cadenza::generation {

Result<Preview> preview(const model::Network& network, const midi::Piece& seed, double seconds, std::stop_token stop)
{
    constexpr std::uint64_t kRandomSeed = 1;
    auto take = generateOne(network, seed, {}, kPreviewNotes, 0, kRandomSeed, std::move(stop));
    if (!take)
        return std::unexpected(std::move(take.error()));
    return Preview{seconds, take->seedNotes, std::make_shared<const midi::Piece>(std::move(take->piece))};
}

} // namespace cadenza::generation
