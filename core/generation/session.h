#pragma once

#include "core/generation/take_builder.h"

#include <deque>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

namespace cadenza::generation {

/// Takes that grow side by side in one batch, each on a seed of its own or on the same.
class Session {
public:
    /// Called when a take is complete, with the state and the row in which it ended.
    using Completion = std::function<void(std::size_t take, const model::NetworkState& state, int row)>;

    Session(const model::Network& network, const GenerationSettings& settings) : network_(network), settings_(settings)
    {
    }

    /// The seed is read once, however many takes it gets. `kept`: voices that are played as written.
    void add(std::shared_ptr<const EncodedSeed> seed, const Extent& extent, std::uint64_t randomSeed, std::size_t index,
             const std::optional<KeptVoices>& kept = {});

    /// Draws all takes to their end. Fails with Cancelled.
    [[nodiscard]] Result<std::vector<Take>> run(const std::stop_token& stop, const TakeListener& listen = {},
                                                const Completion& complete = {});

private:
    [[nodiscard]] model::NetworkState readSeeds() const;
    void tell(std::size_t take, const TakeListener& listen);

    const model::Network& network_;
    const GenerationSettings& settings_;
    std::vector<std::shared_ptr<const EncodedSeed>> seeds_; ///< of each take
    std::vector<TakeBuilder> builders_;
    std::vector<std::size_t> told_; ///< notes of each take that the listener has heard
};

/// Fails with InvalidSetting, see `generate`.
[[nodiscard]] Result<void> checkRequest(const model::Network& network, const GenerationSettings& settings,
                                        std::size_t notes, std::size_t takes);

} // namespace cadenza::generation
