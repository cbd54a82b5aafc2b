#include "core/generation/generator.h"

#include "core/generation/classic_generator.h"
#include "core/generation/encoded_seed.h"
#include "core/generation/session.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace cadenza::generation {
namespace {

Extent extentOf(const GenerationSettings& settings, std::size_t notes)
{
    return {settings.ending.notes > 0 ? std::min(notes, static_cast<std::size_t>(settings.ending.notes)) : notes};
}

Result<std::vector<Take>> classicTakes(const model::Network& network, const midi::Piece& seed,
                                       const GenerationSettings& settings, std::size_t notes, std::size_t takes,
                                       std::uint64_t randomSeed, const std::stop_token& stop,
                                       const TakeListener& listen)
{
    std::vector<Take> made;
    for (std::size_t index = 0; index < takes; ++index) {
        auto take = generateClassic(network, seed, settings, notes, index, randomSeed, stop, listen);
        if (!take)
            return std::unexpected(std::move(take.error()));
        made.push_back(std::move(*take));
    }
    return made;
}

/// What rests in the seed was there for the places of the parts that do not.
Result<std::vector<Take>> withoutRests(Result<std::vector<Take>> takes)
{
    if (takes)
        for (Take& take : *takes)
            take.piece = midi::withoutEmptyParts(std::move(take.piece));
    return takes;
}

} // namespace

std::size_t mostNotes(const Ending& ending)
{
    constexpr std::size_t usual = 200;
    constexpr std::size_t withoutLimit = 20'000;
    if (ending.notes > 0)
        return static_cast<std::size_t>(ending.notes);
    return ending.bars > 0.0 || ending.seconds > 0.0 ? withoutLimit : usual;
}

Result<std::vector<Take>> generate(const model::Network& network, const midi::Piece& seed,
                                   const GenerationSettings& settings, std::size_t notes, std::size_t takes,
                                   std::uint64_t randomSeed, std::stop_token stop, const TakeListener& listen)
{
    if (auto checked = checkRequest(network, settings, notes, takes); !checked)
        return std::unexpected(std::move(checked.error()));
    if (network.classic())
        return classicTakes(network, seed, settings, extentOf(settings, notes).notes, takes, randomSeed, stop, listen);
    const auto encoded = encodeSeed(network, seed);
    if (!encoded)
        return std::unexpected(encoded.error());
    Session session(network, settings);
    for (std::size_t index = 0; index < takes; ++index)
        session.add(*encoded, extentOf(settings, notes), randomSeed, index);
    return withoutRests(session.run(stop, listen));
}

Result<Take> generateOne(const model::Network& network, const midi::Piece& seed, const GenerationSettings& settings,
                         std::size_t notes, std::size_t index, std::uint64_t randomSeed, std::stop_token stop,
                         const TakeListener& listen)
{
    if (auto checked = checkRequest(network, settings, notes, 1); !checked)
        return std::unexpected(std::move(checked.error()));
    if (network.classic())
        return generateClassic(network, seed, settings, extentOf(settings, notes).notes, index, randomSeed, stop,
                               listen);
    const auto encoded = encodeSeed(network, seed);
    if (!encoded)
        return std::unexpected(encoded.error());
    Session session(network, settings);
    session.add(*encoded, extentOf(settings, notes), randomSeed, index);
    auto takes = withoutRests(session.run(stop, listen));
    if (!takes)
        return std::unexpected(std::move(takes.error()));
    return std::move(takes->front());
}

Result<std::vector<Take>> generateOnEach(const model::Network& network, std::span<const midi::Piece> seeds,
                                         const GenerationSettings& settings, std::size_t notes,
                                         std::uint64_t randomSeed, std::stop_token stop)
{
    std::vector<Take> all;
    for (std::size_t first = 0; first < seeds.size(); first += kMostTakes) {
        const std::size_t count = std::min(kMostTakes, seeds.size() - first);
        if (auto checked = checkRequest(network, settings, notes, count); !checked)
            return std::unexpected(std::move(checked.error()));
        if (network.classic()) {
            for (std::size_t index = first; index < first + count; ++index) {
                auto take = generateClassic(network, seeds[index], settings, extentOf(settings, notes).notes, index,
                                            randomSeed, stop, {});
                if (!take)
                    return std::unexpected(std::move(take.error()));
                all.push_back(std::move(*take));
            }
            continue;
        }
        Session session(network, settings);
        for (std::size_t index = first; index < first + count; ++index) {
            auto encoded = encodeSeed(network, seeds[index]);
            if (!encoded)
                return std::unexpected(std::move(encoded.error()));
            session.add(std::move(*encoded), extentOf(settings, notes), randomSeed, index);
        }
        auto takes = withoutRests(session.run(stop));
        if (!takes)
            return std::unexpected(std::move(takes.error()));
        std::ranges::move(*takes, std::back_inserter(all));
    }
    return all;
}

} // namespace cadenza::generation
