#pragma once

#include "core/encoding/event.h"
#include "core/midi/piece.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace cadenza::generation {

/// The hand that a note is played with: as the music says, else the left below middle C.
[[nodiscard]] midi::Hand handOf(const midi::Note& note);

/// One hand of a seed that is played once more, note for note, while the other is drawn anew: says when its next note
/// is due, and keeps the other hand's pitches on their side of it. The repetition begins a whole number of bars after
/// the seed did; positions are units of the time base after the seed's last onset.
class KeptHand {
public:
    /// `events` encode the seed and `hands` says whose each is. Precondition: both hands play.
    KeptHand(encoding::TimeBase timeBase, std::span<const encoding::Event> events, std::span<const midi::Hand> hands,
             midi::Hand kept, std::int64_t bar);

    /// The kept note that comes before a free one at `position` or in its place; its step leads there from `here`, and
    /// it is taken. Nothing where the free note comes first. `last`: what was heard last.
    [[nodiscard]] std::optional<encoding::Event> take(std::int64_t here, std::int64_t position,
                                                      const encoding::Event& last);
    /// Whether a note at `position` lies beyond the repetition. Precondition: no kept note comes before it.
    [[nodiscard]] bool isOver(std::int64_t position) const { return next_ == notes_.size() && position > end_; }

    /// No free note shares the onset of `last` where no pitch of its hand is left above.
    void maskSteps(const encoding::Event& last, std::span<float> logits) const;
    /// Leaves a free note the pitches of its hand. `lowest` is the first that may follow within the onset.
    void maskPitches(int lowest, std::span<float> logits) const;

private:
    struct Placed {
        std::int64_t at;
        encoding::Event event;
    };
    [[nodiscard]] std::pair<int, int> reach(int lowest) const;

    encoding::TimeBase timeBase_;
    bool left_;
    std::vector<Placed> notes_;
    std::size_t next_{0};
    std::int64_t end_{0};
    int lowest_{127}, highest_{0}; ///< of the free hand in the seed, and a little more
};

} // namespace cadenza::generation
