#pragma once

#include "core/seeds/note_track.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace cadenza::seeds {

/// Where seeds are made to begin and end.
enum class Snap { None, Bars, Phrases };

/// The shortest and the longest seed, in notes.
inline constexpr std::size_t kFewestSeedNotes = 16, kMostSeedNotes = 256;

/// A run of consecutive notes.
struct NoteRun {
    std::size_t first{0}, count{0};
    friend bool operator==(const NoteRun&, const NoteRun&) = default;
};

/// The notes at which a bar or a phrase begins, ascending, and the number of notes at the end; empty for `Snap::None`.
/// Bars: onsets on a downbeat. Phrases: peaks of the local boundary detection model over the melody's pitch, the time
/// between onsets and the rests, weighted 0.25, 0.5, 0.25 (E. Cambouropoulos, "The Local Boundary Detection Model",
/// ICMC 2001), where they rise by a standard deviation above the mean.
[[nodiscard]] std::vector<std::size_t> boundariesOf(const NoteTrack& track, Snap snap);

/// The run whose ends are moved to the nearest boundaries, so that it has 16 to 256 notes; nothing where there is none.
[[nodiscard]] std::optional<NoteRun> snapped(std::span<const std::size_t> boundaries, NoteRun run);

} // namespace cadenza::seeds
