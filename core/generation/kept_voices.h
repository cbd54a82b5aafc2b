#pragma once

#include "core/encoding/encoder.h"
#include "core/encoding/event.h"
#include "core/generation/heard_parts.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace cadenza::generation {

/// A kept note and where it begins, in units of the time base after the seed's last onset.
struct KeptNote {
    std::int64_t at{0};
    encoding::Event event;
    Tick onset{}; ///< as written
};

/// What the voices may play that are drawn anew.
struct FreeVoices {
    /// Where their pitches lie, seen from the kept voice of the same part.
    enum class Side : std::uint8_t { Anywhere, Below, Above };

    PartSet parts{};
    Side side{Side::Anywhere}; ///< Anywhere: their parts are not those of kept voices
    int lowest{0};             ///< MIDI key
    int highest{127};
};

/// Voices that are played as they are written, note for note, while others are drawn anew around them: one hand of a
/// part, or whole parts. Says when the next kept note is due, and keeps the free voices to what is theirs. Where both
/// begin at one onset they stand in the order in which the network hears them: by part, then from below. All parts and
/// events that are asked about are as it hears them, notes and free voices as they are played.
class KeptVoices {
public:
    /// `notes` by position, and of parts that are heard; the free voices end at `end`, or go on for ever.
    KeptVoices(encoding::TimeBase timeBase, std::vector<KeptNote> notes, std::optional<std::int64_t> end,
               const FreeVoices& free, const HeardParts& parts = {});

    [[nodiscard]] const FreeVoices& free() const { return free_; }
    [[nodiscard]] bool isEmpty() const { return notes_.empty(); } ///< nothing is kept
    [[nodiscard]] bool isEndless() const { return !end_; }

    /// Whether a kept note comes before a free one at `position`. `here` is the last onset, `last` was heard there.
    [[nodiscard]] bool isNext(std::int64_t here, std::int64_t position, const encoding::Event& last) const;
    /// The kept notes that begin at `position`, as they are played.
    [[nodiscard]] std::vector<encoding::Event> notesAt(std::int64_t here, std::int64_t position) const;
    /// Whether drawing this part at `position` means that the kept note which is due there comes first.
    [[nodiscard]] bool standsFor(std::uint8_t part, std::int64_t here, std::int64_t position) const;
    /// Whether a free note of this part and pitch at `position` means the same, because a kept voice that is heard as
    /// its part has a note there that is not higher.
    [[nodiscard]] bool standsUnder(std::uint8_t part, int pitch, std::int64_t here, std::int64_t position) const;
    /// The next kept note, whose step leads there from `here`. Precondition: one is left.
    [[nodiscard]] KeptNote take(std::int64_t here);
    /// Whether a note at `position` lies beyond all of it. Precondition: no kept note comes before it.
    [[nodiscard]] bool isOver(std::int64_t position) const
    {
        return end_ && next_ == notes_.size() && position > *end_;
    }
    /// The tempo as written where the music is.
    [[nodiscard]] std::optional<std::uint8_t> tempo() const;

    /// No free note shares the onset of `last` where nothing of its voice is left there.
    void maskSteps(const encoding::Event& last, std::span<float> logits) const;
    /// Leaves the parts of free voices, and that of a kept note that is due at `position` to stand for it.
    void maskParts(const encoding::Event& last, std::int64_t here, std::int64_t position,
                   std::span<float> logits) const;
    /// Leaves a free note the pitches of its voice. `lowest` is the first that may follow within the onset.
    void maskPitches(int lowest, std::span<float> logits) const;

private:
    [[nodiscard]] std::int64_t nextAt(std::int64_t here) const;
    [[nodiscard]] bool isDue(std::int64_t here, std::int64_t position) const;
    [[nodiscard]] std::pair<int, int> reach(int lowest) const;
    [[nodiscard]] bool mayFollow(const encoding::Event& last) const;
    [[nodiscard]] std::size_t firstFree(std::uint8_t from) const;
    [[nodiscard]] std::uint8_t nextPart() const { return parts_.as(notes_[next_].event.part); }

    encoding::TimeBase timeBase_;
    std::vector<KeptNote> notes_;
    std::size_t next_{0};
    std::optional<std::int64_t> placed_; ///< where the last kept note was put
    std::optional<std::int64_t> end_;
    FreeVoices free_;
    HeardParts parts_;
    PartSet heardFree_;
};

} // namespace cadenza::generation
