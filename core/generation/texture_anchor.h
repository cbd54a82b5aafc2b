#pragma once

#include "core/encoding/event.h"

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace cadenza::generation {

/// Keeps a take near the texture of its seed: how often each part, step, duration, pitch class, drum and tempo comes. A
/// small network forgets over a hundred notes what it was asked to continue, and its takes wander off to be denser,
/// thicker or faster than any piece goes on being.
///
/// A class that the last notes of the take had less often than the seed gains strength · log(share in the seed / share
/// of late), and one that came more often loses as much, so a take that keeps the texture is left alone. Shares are
/// smoothed, so that what the seed never had is rare and not forbidden.
class TextureAnchor {
public:
    /// `strength` is in 0…1; 0 leaves everything alone.
    explicit TextureAnchor(double strength) : strength_(strength) {}

    /// A note of the seed; all of them before the first of the take.
    void hearSeed(const encoding::Event& event);
    /// A note of the take.
    void hear(const encoding::Event& event);

    void pullSteps(std::span<float> logits) const { pull(steps_, logits); }
    void pullDurations(std::span<float> logits) const { pull(durations_, logits); }
    void pullTempi(std::span<float> logits) const { pull(tempi_, logits); }
    void pullPitches(std::span<float> logits) const { pull(pitchClasses_, logits); }
    void pullDrums(std::span<float> logits) const { pull(drums_, logits); } ///< pitches of a drum part
    /// A part that rests in the seed comes as often as the network says.
    void pullParts(std::span<float> logits) const;

private:
    /// How often each class came in the seed, and of late with the seed fading.
    struct Shares {
        explicit Shares(std::size_t classes) : seed(classes, 0.0), late(classes, 0.0) {}
        std::vector<double> seed;
        std::vector<double> late;
        void hearSeed(std::size_t chosen);
        void hear(std::size_t chosen);
        [[nodiscard]] double gain(std::size_t index) const; ///< log of seed over late, smoothed
    };
    /// Logits beyond the classes repeat them, as pitches do pitch classes.
    void pull(const Shares& shares, std::span<float> logits) const;

    double strength_;
    Shares steps_{encoding::kStepClasses};
    Shares durations_{encoding::kDurationClasses};
    Shares tempi_{encoding::kTempoClasses};
    Shares pitchClasses_{12};
    Shares drums_{encoding::kPitchClasses};
    Shares parts_{encoding::kPartClasses};
};

} // namespace cadenza::generation
