#pragma once

#include "core/encoding/event.h"
#include "core/generation/settings.h"
#include "core/model/network.h"

#include <array>
#include <bitset>
#include <cstdint>
#include <span>
#include <vector>

namespace cadenza::generation {

/// Applies the musical wishes, and the rules that hold for all music (pitches ascend within an onset, so that no note
/// is doubled; only parts that were heard go on, and drums that were struck), to the logits of the next note. It
/// remembers what sounds. Every mask leaves at least one class.
class ConstraintMask {
public:
    ConstraintMask(encoding::TimeBase timeBase, const Constraints& wishes) : timeBase_(timeBase), wishes_(wishes) {}

    /// A note of the seed or of the continuation.
    void hear(const encoding::Event& event);
    /// A part that may play though it was not heard.
    void allow(std::uint8_t part) { heardParts_[part] = true; }

    /// Whether a note of this part may join the last onset.
    [[nodiscard]] bool mayJoin(std::uint8_t part) const;

    void maskSteps(std::span<float> logits) const;
    void maskParts(const model::PartialEvent& next, std::span<float> logits) const;
    void maskPitches(const model::PartialEvent& next, std::span<float> logits) const;
    void maskDurations(std::span<float> logits) const;

private:
    struct Sounding {
        std::uint8_t part;
        std::uint8_t pitch;
        std::int64_t until;
    };
    [[nodiscard]] bool allows(const model::PartialEvent& next, int pitch) const;
    [[nodiscard]] bool allowsAny(const model::PartialEvent& next) const;
    [[nodiscard]] bool fitsHands(std::uint8_t part, int pitch) const;
    [[nodiscard]] int soundingAt(std::int64_t position) const;

    encoding::TimeBase timeBase_;
    Constraints wishes_;
    encoding::Event last_{};
    std::array<bool, encoding::kPartClasses> heardParts_{};
    std::bitset<encoding::kPitchClasses> kit_; ///< drums that were struck
    std::int64_t position_{0};                 ///< of the last onset, in units of the time base
    std::vector<Sounding> sounding_;
    std::vector<encoding::Event> onset_; ///< the notes of the last onset
};

} // namespace cadenza::generation
