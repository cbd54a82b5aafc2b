#include "core/generation/foretelling.h"

#include "core/encoding/encoder.h"
#include "core/generation/heard_parts.h"
#include "core/generation/sampler.h"

#include <array>

namespace cadenza::generation {
namespace {

Foretelling foretellingOf(const model::Network& network, const model::NetworkState& state, const encoding::Event& read,
                          const encoding::Event& next)
{
    const model::PartialEvent drawn{next.step, next.beat, next.part, next.pitch, next.duration};
    std::array<float, encoding::kStepClasses> step;
    std::array<float, encoding::kPitchClasses> pitch;
    std::array<float, encoding::kDurationClasses> duration;
    std::array<float, encoding::kVelocityClasses> velocity;
    network.stepLogits(state, 0, step);
    network.pitchLogits(state, 0, drawn, pitch);
    if (next.pitch > read.pitch)
        model::maskPitches(read, drawn, pitch);
    network.durationLogits(state, 0, drawn, duration);
    network.velocityLogits(state, 0, drawn, velocity);
    return {read,
            next,
            distributionOf(step, {}),
            distributionOf(pitch, {}),
            distributionOf(duration, {}),
            distributionOf(velocity, {})};
}

} // namespace

Result<std::vector<Foretelling>> foretell(const model::Network& network, const midi::Piece& music, std::stop_token stop)
{
    if (auto able = model::requireExpressive(network); !able)
        return std::unexpected(std::move(able.error()));
    const auto timeBase = network.model().timeBase;
    if (encoding::suitableTimeBase(music) != timeBase)
        return failure(Fault::WrongEncoding, music.title, "model and music count time in different ways");
    const auto events = heardStream(network, music).events;
    if (events.size() < 2)
        return failure(Fault::TooLittleMusic, music.title);
    constexpr int kAnyComposer = 0;
    std::vector<Foretelling> foretellings;
    auto state = network.initialState(1);
    for (std::size_t i = 0; i + 1 < events.size(); ++i) {
        if (stop.stop_requested())
            return failure(Fault::Cancelled);
        network.step(state, std::span(&events[i], 1), std::span(&kAnyComposer, 1));
        foretellings.push_back(foretellingOf(network, state, events[i], events[i + 1]));
    }
    return foretellings;
}

} // namespace cadenza::generation
