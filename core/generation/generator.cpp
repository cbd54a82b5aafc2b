#include "core/generation/generator.h"

#include "core/encoding/encoder.h"
#include "core/generation/take_builder.h"

#include <algorithm>
#include <string>

namespace cadenza::generation {
namespace {

using encoding::Event;
using encoding::TimeBase;

std::string wordFor(TimeBase timeBase)
{
    return timeBase == TimeBase::Beats ? "beats" : "performance time";
}

Result<void> checkRequest(const model::Network& network, const GenerationSettings& settings, std::size_t notes,
                          std::size_t takes)
{
    if (auto valid = validate(settings); !valid)
        return valid;
    const int composers = network.model().shape.composers;
    if (settings.composer < 0 || settings.composer >= composers)
        return failure(Fault::InvalidSetting, "composer",
                       "class " + std::to_string(settings.composer) + " of " + std::to_string(composers));
    if (notes == 0)
        return failure(Fault::InvalidSetting, "notes", "at least one is needed");
    if (takes == 0 || takes > kMostTakes)
        return failure(Fault::InvalidSetting, "takes",
                       std::to_string(takes) + " asked for, 1 to " + std::to_string(kMostTakes) + " possible");
    return {};
}

Result<EncodedSeed> encodeSeed(const model::Network& network, const midi::Piece& seed)
{
    const std::string subject = seed.title.empty() ? "seed" : seed.title;
    const std::size_t notes = seed.noteCount();
    if (notes < kShortestSeed)
        return failure(Fault::TooLittleMusic, subject,
                       std::to_string(notes) + " notes; a seed needs at least " + std::to_string(kShortestSeed));
    const TimeBase needed = network.model().timeBase;
    if (const TimeBase suitable = encoding::suitableTimeBase(seed); suitable != needed)
        return failure(Fault::WrongEncoding, subject,
                       "the music suits " + wordFor(suitable) + ", the model was trained in " + wordFor(needed));
    return EncodedSeed{seed, encoding::encode(seed, needed).events, notes};
}

/// The network's state after the seed, one row.
model::NetworkState readSeed(const model::Network& network, const EncodedSeed& seed, const GenerationSettings& settings)
{
    auto state = network.initialState(1);
    state.recallLongest = settings.recall;
    for (const auto& event : seed.events)
        network.step(state, std::span(&event, 1), std::span(&settings.composer, 1));
    return state;
}

/// Takes that grow side by side, one row of a batch each.
class Session {
public:
    Session(const model::Network& network, const EncodedSeed& seed, const GenerationSettings& settings)
        : network_(network), seed_(seed), settings_(settings)
    {
    }

    void add(std::uint64_t randomSeed, std::size_t index)
    {
        builders_.emplace_back(network_, seed_, settings_, randomSeed, index);
        told_.push_back(0);
    }

    Result<std::vector<Take>> run(std::size_t notes, const std::stop_token& stop, const TakeListener& listen)
    {
        const auto read = readSeed(network_, seed_, settings_);
        auto state = network_.fork(read, 0, static_cast<int>(builders_.size()));
        const std::vector<int> composers(builders_.size(), settings_.composer);
        std::vector<Event> drawn(builders_.size(), seed_.events.back());
        for (;;) {
            if (stop.stop_requested())
                return failure(Fault::Cancelled, "generation");
            bool growing = false;
            for (std::size_t i = 0; i < builders_.size(); ++i) {
                if (builders_[i].notes() == notes)
                    continue;
                drawn[i] = builders_[i].drawNext(state, static_cast<int>(i));
                tell(i, builders_[i].notes() == notes, listen);
                growing = growing || builders_[i].notes() < notes;
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

private:
    void tell(std::size_t i, bool complete, const TakeListener& listen)
    {
        if (!listen)
            return;
        for (const std::size_t certain = builders_[i].certainNotes(complete); told_[i] < certain; ++told_[i])
            listen(builders_[i].index(), builders_[i].note(told_[i]));
    }

    const model::Network& network_;
    const EncodedSeed& seed_;
    const GenerationSettings& settings_;
    std::vector<TakeBuilder> builders_;
    std::vector<std::size_t> told_; ///< notes of each take that the listener has heard
};

} // namespace

Result<std::vector<Take>> generate(const model::Network& network, const midi::Piece& seed,
                                   const GenerationSettings& settings, std::size_t notes, std::size_t takes,
                                   std::uint64_t randomSeed, std::stop_token stop, const TakeListener& listen)
{
    if (auto checked = checkRequest(network, settings, notes, takes); !checked)
        return std::unexpected(std::move(checked.error()));
    auto encoded = encodeSeed(network, seed);
    if (!encoded)
        return std::unexpected(std::move(encoded.error()));
    Session session(network, *encoded, settings);
    for (std::size_t index = 0; index < takes; ++index)
        session.add(randomSeed, index);
    return session.run(notes, stop, listen);
}

Result<Take> generateOne(const model::Network& network, const midi::Piece& seed, const GenerationSettings& settings,
                         std::size_t notes, std::size_t index, std::uint64_t randomSeed, std::stop_token stop,
                         const TakeListener& listen)
{
    if (auto checked = checkRequest(network, settings, notes, 1); !checked)
        return std::unexpected(std::move(checked.error()));
    auto encoded = encodeSeed(network, seed);
    if (!encoded)
        return std::unexpected(std::move(encoded.error()));
    Session session(network, *encoded, settings);
    session.add(randomSeed, index);
    auto takes = session.run(notes, stop, listen);
    if (!takes)
        return std::unexpected(std::move(takes.error()));
    return std::move(takes->front());
}

} // namespace cadenza::generation
