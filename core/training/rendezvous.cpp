#include "core/training/rendezvous.h"

#include <charconv>
#include <string_view>

namespace cadenza::training {
namespace {

constexpr int kMostRanks = 4096;

/// A whole number from `low` to `high`.
Result<int> numberIn(const char* name, std::string_view text, int low, int high)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < low || value > high)
        return failure(Fault::InvalidSetting, name,
                       "it must be " + std::to_string(low) + " to " + std::to_string(high) + " and is “"
                           + std::string(text) + "”");
    return value;
}

} // namespace

Result<Rendezvous> rendezvousFrom(const std::function<const char*(const char*)>& variable)
{
    const auto isSet = [&](const char* name) { return variable(name) && *variable(name); };
    for (const char* name : {"MASTER_ADDR", "MASTER_PORT", "RANK", "WORLD_SIZE"})
        if (!isSet(name))
            return failure(Fault::MissingSetting, name,
                           "a launcher says in MASTER_ADDR, MASTER_PORT, RANK and WORLD_SIZE where the ranks of a "
                           "distributed run meet");
    const auto port = numberIn("MASTER_PORT", variable("MASTER_PORT"), 1, 65535);
    const auto world = numberIn("WORLD_SIZE", variable("WORLD_SIZE"), 1, kMostRanks);
    const auto rank = numberIn("RANK", variable("RANK"), 0, world.value_or(kMostRanks) - 1);
    const auto localRank = isSet("LOCAL_RANK") ? numberIn("LOCAL_RANK", variable("LOCAL_RANK"), 0, kMostRanks - 1) : 0;
    const auto localWorld =
        isSet("LOCAL_WORLD_SIZE") ? numberIn("LOCAL_WORLD_SIZE", variable("LOCAL_WORLD_SIZE"), 1, kMostRanks) : 1;
    for (const auto* number : {&port, &world, &rank, &localRank, &localWorld})
        if (!*number)
            return std::unexpected(number->error());
    return Rendezvous{.address = variable("MASTER_ADDR"),
                      .port = static_cast<std::uint16_t>(*port),
                      .rank = *rank,
                      .world = *world,
                      .localRank = *localRank,
                      .localWorld = *localWorld,
                      .hostedElsewhere = isSet("TORCHELASTIC_USE_AGENT_STORE")
                                         && std::string_view(variable("TORCHELASTIC_USE_AGENT_STORE")) == "True"};
}

} // namespace cadenza::training
