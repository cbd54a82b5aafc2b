#pragma once

#include "core/midi/piece.h"
#include "core/seeds/surprise.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace cadenza::seeds {

/// How an onset stands in its bar.
enum class MetricPlace : std::uint8_t { Between, Beat, Downbeat };

/// What one note brings to every window it is in. Lengths are whole numbers, so that sums over windows are exact
/// however they are reached.
struct TrackedNote {
    std::uint8_t pitch{0};
    bool pitched{true};   ///< no drum
    bool top{false};      ///< the highest of its onset
    bool newOnset{false}; ///< later than the note before
    MetricPlace place{MetricPlace::Between};
    std::uint8_t rhythm{0};   ///< class of the time since the previous onset, 0…15; only where `newOnset`
    std::uint32_t pattern{0}; ///< number of its (interval, rhythm) run of four; equal runs share it
    std::int64_t onset{0};    ///< milli-beats from the start
    std::int64_t length{0};   ///< milli-beats
    std::int64_t silence{0};  ///< milli-beats without any note before it
    std::int64_t time{0};     ///< milliseconds from the start
    std::int64_t gap{0};      ///< milliseconds since the previous onset; only where `newOnset`
    std::int64_t surprise{0}; ///< millinats, where a model has read the piece
};

/// The notes of a piece in order, measured once for all windows.
struct NoteTrack {
    std::vector<TrackedNote> notes;
    std::uint32_t patterns{0};                  ///< how many different patterns there are
    std::optional<SurpriseRange> usualSurprise; ///< where a model has read the piece
};

inline constexpr std::size_t kRhythmClasses = 16;
inline constexpr std::size_t kPatternNotes = 4;

[[nodiscard]] NoteTrack trackNotes(const midi::Piece& piece);

} // namespace cadenza::seeds
