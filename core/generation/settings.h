#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <optional>

namespace cadenza::generation {

/// How one attribute is drawn from its distribution.
struct AttributeSampling {
    double temperature{1.0}; ///< 0.05…10: divides the logits
    double topP{1.0};        ///< nucleus sampling, 0…1
    int topK{0};             ///< 0: all
    double minP{0.0};        ///< drop what is less likely than this share of the likeliest, 0…1
    double typicalP{1.0};    ///< locally typical sampling, 0…1
    friend bool operator==(const AttributeSampling&, const AttributeSampling&) = default;
};

/// A wish for a key.
struct KeyWish {
    int tonic{0}; ///< pitch class, 0 is C
    bool minor{false};
    double strength{1.0}; ///< 0…1: a pitch outside the scale is this much less likely; 1 forbids it
    friend bool operator==(const KeyWish&, const KeyWish&) = default;
};

/// Musical wishes, applied to the logits before any filter. Absolute ones hold for every note of a continuation. When
/// they contradict the notes already sounding, the nearest possible note is taken.
struct Constraints {
    std::optional<KeyWish> key{};
    int lowestPitch{0};    ///< MIDI key, absolute
    int highestPitch{127}; ///< MIDI key, absolute
    int maxPolyphony{0};   ///< notes held down at once, absolute; 0: no limit
    int handSpan{0};       ///< semitones one hand can reach: an onset's notes must fit two hands, absolute; 0: no limit
    double sparseness{0.0};        ///< −3…3: nats a step gains for each doubling of its length; above 0 thins the music
    std::optional<int> metre{};    ///< metre class of the continuation; otherwise the seed's
    std::optional<double> tempo{}; ///< 15…300 quarters a minute, for music in beats; otherwise as the model plays
    friend bool operator==(const Constraints&, const Constraints&) = default;
};

/// Where a take ends, besides at the number of notes asked for: at what comes first.
struct Ending {
    int notes{0};        ///< 0…100,000; 0: as many as whoever asks says
    double bars{0.0};    ///< 0…10,000 after the bar that the seed ends in, for music in beats; 0: any number
    double seconds{0.0}; ///< 0…36,000; 0: any
    bool cadence{false}; ///< close on a downbeat near that end instead of breaking off. See `Cadence`
    friend bool operator==(const Ending&, const Ending&) = default;
};

/// Keeps a take from turning in circles. See `LoopGuard`.
struct LoopGuardSettings {
    bool enabled{true};
    double strength{0.5}; ///< nats taken from a pitch for every time its run was heard too often
    friend bool operator==(const LoopGuardSettings&, const LoopGuardSettings&) = default;
};

/// How a Classic model draws. The dials of pitch (its words), step (its offsets) and duration scale the diversities as
/// far as they differ from their defaults; nothing else of `GenerationSettings` but ending and seed concerns it.
struct ClassicSampling {
    double diversity{0.7};         ///< 0.05…10: temperature of words and offsets, as published
    double durationDiversity{0.2}; ///< 0.05…10: of durations
    bool lateOffsets{false};       ///< a fault of the published system: each offset was applied one element late
    bool mixedSeed{false};         ///< another: a seed's words, offsets and durations came from different places
    friend bool operator==(const ClassicSampling&, const ClassicSampling&) = default;
};

/// Every dial of a take. The defaults suit small models.
struct GenerationSettings {
    AttributeSampling step{.temperature = 0.8, .topP = 0.95};
    AttributeSampling part{};
    AttributeSampling pitch{.temperature = 1.0, .minP = 0.04};
    AttributeSampling duration{.temperature = 0.8, .topP = 0.95};
    AttributeSampling velocity{.temperature = 0.7};
    AttributeSampling tempo{.temperature = 0.7};
    AttributeSampling pedal{.temperature = 0.7};
    Constraints constraints{};
    Ending ending{};
    LoopGuardSettings loopGuard{};
    int recall{40};     ///< notes of an earlier passage that the take may take up again; 0: none, 64: any number
    double anchor{1.0}; ///< 0…1: how firmly a take is held to its seed's texture. See `TextureAnchor`
    int composer{0};    ///< class of the model; 0 is "any"
    ClassicSampling classic{};
    bool includeSeed{true}; ///< whether an exported take begins with its seed
    friend bool operator==(const GenerationSettings&, const GenerationSettings&) = default;
};

/// Whether a MIDI key belongs to the scale: major, or minor with both the natural and the raised seventh.
[[nodiscard]] bool inScale(const KeyWish& key, int pitch);

/// Checks every field but the composer. Fails with InvalidSetting, naming it.
[[nodiscard]] Result<void> validate(const GenerationSettings& settings);

} // namespace cadenza::generation
