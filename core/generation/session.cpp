#include "core/generation/session.h"

#include <string>
#include <utility>

namespace cadenza::generation {
namespace {

using encoding::Event;
using encoding::TimeBase;

} // namespace

Result<void> checkRequest(const model::Network& network, const GenerationSettings& settings, std::size_t notes,
                          std::size_t takes)
{
    if (auto valid = validate(settings); !valid)
        return valid;
    const int composers = network.model().shape.composers;
    if (settings.composer < 0 || settings.composer >= composers)
        return failure(Fault::InvalidSetting, "composer",
                       "class " + std::to_string(settings.composer) + " of " + std::to_string(composers));
    if (settings.ending.bars > 0.0 && network.model().timeBase != TimeBase::Beats)
        return failure(Fault::InvalidSetting, "bars", "the model was trained in performance time, which has none");
    if (notes == 0)
        return failure(Fault::InvalidSetting, "notes", "at least one is needed");
    if (takes == 0 || takes > kMostTakes)
        return failure(Fault::InvalidSetting, "takes",
                       std::to_string(takes) + " asked for, 1 to " + std::to_string(kMostTakes) + " possible");
    return {};
}

void Session::add(std::shared_ptr<const EncodedSeed> seed, const Extent& extent, std::uint64_t randomSeed,
                  std::size_t index, const std::optional<KeptVoices>& kept)
{
    builders_.emplace_back(network_, *seed, settings_, extent, randomSeed, index, kept);
    seeds_.push_back(std::move(seed));
    told_.push_back(0);
}

/// The network's states after the seeds, a row for each take.
model::NetworkState Session::readSeeds() const
{
    auto states = network_.initialState(static_cast<int>(seeds_.size()));
    states.recallLongest = settings_.recall;
    model::NetworkState read;
    for (std::size_t i = 0; i < seeds_.size(); ++i) {
        if (i == 0 || seeds_[i] != seeds_[i - 1]) {
            read = network_.initialState(1);
            read.recallLongest = settings_.recall;
            for (const Event& event : seeds_[i]->events)
                network_.step(read, std::span(&event, 1), std::span(&settings_.composer, 1));
        }
        network_.restore(states, static_cast<int>(i), read, 0);
    }
    return states;
}

Result<std::vector<Take>> Session::run(const std::stop_token& stop, const TakeListener& listen,
                                       const Completion& complete)
{
    auto state = readSeeds();
    const std::vector<int> composers(builders_.size(), settings_.composer);
    std::vector<Event> drawn;
    for (const auto& seed : seeds_)
        drawn.push_back(seed->events.back());
    for (;;) {
        if (stop.stop_requested())
            return failure(Fault::Cancelled, "generation");
        bool growing = false;
        for (std::size_t i = 0; i < builders_.size(); ++i) {
            TakeBuilder& builder = builders_[i];
            if (builder.isComplete())
                continue;
            const int row = static_cast<int>(i);
            drawn[i] = builder.drawNext(state, row);
            tell(i, listen);
            growing = growing || !builder.isComplete();
            if (builder.isComplete() && complete)
                complete(i, state, row);
        }
        if (!growing)
            break;
        network_.step(state, drawn, composers);
    }
    std::vector<Take> takes;
    for (auto& builder : builders_)
        takes.push_back(std::move(builder).finish(network_.contentHash()));
    return takes;
}

void Session::tell(std::size_t take, const TakeListener& listen)
{
    if (!listen)
        return;
    const TakeBuilder& builder = builders_[take];
    for (const std::size_t certain = builder.certainNotes(); told_[take] < certain; ++told_[take])
        listen(builder.index(), builder.note(told_[take]));
}

} // namespace cadenza::generation
