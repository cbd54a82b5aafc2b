#include "core/generation/note_surprise.h"

#include "core/generation/sampler.h"

#include <array>

namespace cadenza::generation {

double surpriseOfNote(const model::Network& network, const model::NetworkState& state, int b,
                      const encoding::Event& previous, const encoding::Event& next)
{
    const model::PartialEvent drawn{next.step, next.beat, next.part, next.pitch, next.duration};
    std::array<float, encoding::kStepClasses> step{};
    std::array<float, encoding::kPitchClasses> pitch{};
    std::array<float, encoding::kDurationClasses> duration{};
    std::array<float, encoding::kVelocityClasses> velocity{};
    network.stepLogits(state, b, step);
    network.pitchLogits(state, b, drawn, pitch);
    if (next.pitch > previous.pitch)
        model::maskPitches(previous, drawn, pitch);
    network.durationLogits(state, b, drawn, duration);
    network.velocityLogits(state, b, drawn, velocity);
    return surpriseOf(step, next.step) + surpriseOf(pitch, next.pitch) + surpriseOf(duration, next.duration)
           + surpriseOf(velocity, next.velocity);
}

} // namespace cadenza::generation
