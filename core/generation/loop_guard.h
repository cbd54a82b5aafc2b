#pragma once

#include "core/encoding/event.h"
#include "core/generation/settings.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cadenza::generation {

enum class InterventionKind {
    Weighed,  ///< pitches that would repeat a run too often were made less likely
    Warmed,   ///< the temperature was raised because the network had become too sure
    TakenBack ///< the last notes were drawn again
};

/// What the guard did, recorded on the take.
struct Intervention {
    std::size_t note{0}; ///< of the continuation, from 0: where it began
    InterventionKind kind{InterventionKind::Weighed};
    friend bool operator==(const Intervention&, const Intervention&) = default;
};

/// Keeps a take from turning in circles without detuning it: only what repeats is touched. It hears music as
/// (step, interval) pairs, so a loop that climbs or sinks is one too. Drums it does not hear: they are to repeat.
///
/// 1. A pitch that would end a run of six such pairs heard more than three times in the last 128 notes, or go on with
///    a cycle of up to 32 notes that already fills 32 notes and two and a half turns, loses `strength` nats for every
///    time too many.
/// 2. While the network's own distributions over the last 32 notes have under 0.5 nats, the temperature rises step by
///    step to 1.5 times; it falls back when they widen.
/// 3. A cycle that fills 40 notes and three turns is stuck: the caller takes back 16 notes. After eight times the guard
///    forbids going on with the cycle instead, as long as another pitch is left.
class LoopGuard {
public:
    explicit LoopGuard(const LoopGuardSettings& settings) : settings_(settings) {}

    static constexpr std::size_t kTakenBack = 16;

    /// A note of the seed or of the continuation.
    void hear(const encoding::Event& event);
    /// How wide the network's own distribution of step and pitch was for the note heard last, in nats.
    void hearEntropy(double nats);

    /// Lowers the logits of pitches that would repeat too often at this step. Returns whether it lowered any.
    bool weigh(std::uint8_t step, std::span<float> pitchLogits) const;
    [[nodiscard]] double temperatureFactor() const { return settings_.enabled ? warmth_ : 1.0; }
    /// Whether the last notes should be taken back.
    [[nodiscard]] bool stuck() const;
    /// Forgets the last `count` notes; the caller draws them again, warmer. Precondition: that many were heard.
    void takeBack(std::size_t count);

private:
    struct Pair {
        std::uint8_t step;
        std::int16_t interval;
        friend bool operator==(const Pair&, const Pair&) = default;
    };
    /// The longest of this step and those of the drums since the last pitched note.
    [[nodiscard]] std::uint8_t stepSinceNote(std::uint8_t step) const;
    [[nodiscard]] std::size_t runOf(std::size_t period) const;

    LoopGuardSettings settings_;
    std::vector<Pair> pairs_;
    std::vector<std::uint8_t> pitches_;
    std::vector<std::optional<std::uint8_t>> drumSteps_; ///< of each note heard: its step where it is a drum's
    std::vector<double> entropies_;
    double warmth_{1.0};
    std::size_t timesTakenBack_{0};
};

} // namespace cadenza::generation
