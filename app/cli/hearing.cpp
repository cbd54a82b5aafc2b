#include "app/cli/hearing.h"

#include "app/cli/command.h"
#include "core/generation/seed_surprise.h"
#include "core/model/network.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace cadenza::app {

Result<seeds::Hearing> hear(const std::string& model, std::span<const std::shared_ptr<const midi::Piece>> pieces,
                            std::size_t count, std::stop_token stop)
{
    const auto known = model::readModel(resolveModel(model));
    if (!known)
        return std::unexpected(known.error());
    auto surprise = generation::noteSurprises(model::Network(*known), pieces, std::move(stop));
    if (!surprise)
        return std::unexpected(std::move(surprise.error()));
    if (std::ranges::all_of(*surprise, [](const auto& notes) { return notes.empty(); }))
        return failure(Fault::WrongEncoding, model, "one counts in beats, the other in seconds");
    seeds::Hearing hearing{std::move(*surprise), {}};
    hearing.usual = seeds::surpriseRange(hearing.surprise, count);
    return hearing;
}

} // namespace cadenza::app
