#include "core/generation/texture_anchor.h"

#include "core/encoding/parts.h"

#include <cmath>

namespace cadenza::generation {
namespace {

constexpr double kFading = 1.0 - 1.0 / 64.0; ///< of what was heard, with each note
constexpr double kSmoothing = 0.25;          ///< notes added to each class

} // namespace

void TextureAnchor::Shares::hearSeed(std::size_t chosen)
{
    seed[chosen] += 1.0;
    late = seed;
}

void TextureAnchor::Shares::hear(std::size_t chosen)
{
    double total = 0.0;
    for (const double share : late)
        total += share;
    for (double& share : late)
        share *= kFading;
    late[chosen] += total * (1.0 - kFading); // as many notes as the seed has, at any time
}

double TextureAnchor::Shares::gain(std::size_t index) const
{
    return std::log((seed[index] + kSmoothing) / (late[index] + kSmoothing));
}

void TextureAnchor::hearSeed(const encoding::Event& event)
{
    steps_.hearSeed(event.step);
    durations_.hearSeed(event.duration);
    tempi_.hearSeed(event.tempo);
    parts_.hearSeed(event.part);
    if (encoding::isDrums(event.part))
        drums_.hearSeed(event.pitch);
    else
        pitchClasses_.hearSeed(event.pitch % 12U);
}

void TextureAnchor::hear(const encoding::Event& event)
{
    steps_.hear(event.step);
    durations_.hear(event.duration);
    tempi_.hear(event.tempo);
    parts_.hear(event.part);
    if (encoding::isDrums(event.part))
        drums_.hear(event.pitch);
    else
        pitchClasses_.hear(event.pitch % 12U);
}

void TextureAnchor::pullParts(std::span<float> logits) const
{
    if (strength_ <= 0.0)
        return;
    for (std::size_t part = 0; part < logits.size(); ++part)
        if (parts_.seed[part] > 0.0)
            logits[part] += static_cast<float>(strength_ * parts_.gain(part));
}

void TextureAnchor::pull(const Shares& shares, std::span<float> logits) const
{
    if (strength_ <= 0.0)
        return;
    for (std::size_t i = 0; i < logits.size(); ++i)
        logits[i] += static_cast<float>(strength_ * shares.gain(i % shares.seed.size()));
}

} // namespace cadenza::generation
