#pragma once

#include "core/encoding/event.h"
#include "core/generation/settings.h"
#include "core/midi/piece.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace cadenza::generation {

/// How far a take goes at most.
struct Extent {
    std::size_t notes{0};
    std::optional<std::int64_t> until{}; ///< units of the time base after the seed's last onset: nothing begins there
};

/// Knows where a take is and where it ends. For a cadence it chooses the onset of the final chord: the downbeat that
/// comes nearest to the end that was asked for, decided at most two bars before, when it can be foreseen.
class TakeEnd {
public:
    /// `events` encode `seed`.
    TakeEnd(encoding::TimeBase timeBase, const midi::Piece& seed, std::span<const encoding::Event> events,
            const Ending& wish, const Extent& extent);

    /// A note of the take.
    void hear(const encoding::Event& event);

    /// Units after the seed's last onset at which a note with this step would begin.
    [[nodiscard]] std::int64_t positionAfter(std::uint8_t step) const;
    /// Whether the take is over rather than going on with this step.
    [[nodiscard]] bool isOverBefore(std::uint8_t step) const;

    /// Units from the last onset to that of the final chord, once it is chosen; 0 within it.
    [[nodiscard]] std::optional<std::int64_t> untilFinal() const;
    [[nodiscard]] std::size_t finalNotes() const { return finalNotes_; } ///< of the final chord so far
    [[nodiscard]] std::int64_t bar() const { return bar_; }              ///< its length in units
    /// Whether no note is left but those of the final chord.
    [[nodiscard]] bool mustLand() const;

    static constexpr std::size_t kFullChord = 6; ///< notes, or one for each part where there are more

private:
    [[nodiscard]] std::int64_t barLineAfter(std::int64_t position) const;
    [[nodiscard]] double unitsLeft() const;
    void chooseFinal();

    encoding::TimeBase timeBase_;
    Ending wish_;
    Extent extent_;
    encoding::Event last_;
    std::int64_t bar_{0};
    std::int64_t barLine_{0}; ///< some bar line
    std::int64_t position_{0};
    double seconds_{0.0};
    double unitsPerNote_{1.0};
    std::size_t notes_{0};
    std::optional<std::int64_t> final_;
    std::size_t finalNotes_{0};
    std::size_t parts_; ///< of the seed that have pitch
};

} // namespace cadenza::generation
