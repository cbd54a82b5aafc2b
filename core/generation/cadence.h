#pragma once

#include "core/encoding/event.h"
#include "core/generation/settings.h"
#include "core/generation/take_end.h"
#include "core/model/network.h"

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <vector>

namespace cadenza::generation {

/// Closes a take: the bar before the end leans towards the dominant seventh and slows down, and the end is the tonic
/// triad over its root on a downbeat, held; an ensemble plays it all together, the root in its lowest part. The key is
/// the one asked for, or the one that the last 128 notes are in. Does nothing until `TakeEnd` has chosen the final
/// onset. Every mask leaves at least one class.
class Cadence {
public:
    static constexpr std::size_t kFewestNotes = 3; ///< of the final chord of one part

    /// `notes`: of the final chord at least, where one part is heard.
    Cadence(encoding::TimeBase timeBase, const std::optional<KeyWish>& key, std::size_t notes = kFewestNotes)
        : timeBase_(timeBase), wish_(key), fewest_(notes)
    {
    }

    /// A note of the seed or of the take.
    void hear(const encoding::Event& event);

    /// No step passes the final onset; within the final chord only its notes go on until there are enough.
    void maskSteps(const TakeEnd& end, std::span<float> logits) const;
    /// The beat of the final onset, where this is the step that leads exactly there.
    [[nodiscard]] std::optional<std::uint8_t> beatOfLanding(const TakeEnd& end, std::uint8_t step) const;
    /// In the final chord of several parts each has one note, in turn.
    void maskParts(const TakeEnd& end, std::uint8_t step, std::span<float> logits) const;
    void pullPitches(const TakeEnd& end, const model::PartialEvent& next, std::span<float> logits) const;
    void maskDurations(const TakeEnd& end, std::uint8_t step, std::span<float> logits) const;
    /// Whether a note with this step belongs to the final chord. Wishes that hold absolutely may lead past its onset.
    [[nodiscard]] bool isFinal(const TakeEnd& end, std::uint8_t step) const;
    /// Whether the music slows down with this step.
    [[nodiscard]] bool slows(const TakeEnd& end, std::uint8_t step) const;

private:
    [[nodiscard]] KeyWish key() const;
    [[nodiscard]] std::vector<std::uint8_t> pitchedParts() const;
    [[nodiscard]] bool carriesRoot(const TakeEnd& end, std::uint8_t part) const;
    [[nodiscard]] std::uint8_t landingStep(std::int64_t distance) const;

    encoding::TimeBase timeBase_;
    std::optional<KeyWish> wish_;
    std::size_t fewest_;
    std::deque<encoding::Event> heard_;
};

} // namespace cadenza::generation
