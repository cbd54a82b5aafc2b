#pragma once

#include "core/encoding/event.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cadenza::originality {

/// A stretch of music that known music has too.
struct CopiedRun {
    std::size_t first{0}; ///< note of the music that is looked at
    std::size_t notes{0};
    std::size_t piece{0};     ///< index among the known pieces
    std::size_t pieceNote{0}; ///< event of that piece where the stretch begins
    friend bool operator==(const CopiedRun&, const CopiedRun&) = default;
};

/// A note counts as copied within a run of this length; shorter ones are common property.
inline constexpr std::size_t kCopiedNotes = 12;
/// A passage that is worth naming.
inline constexpr std::size_t kPassageNotes = 16;

/// The share of notes in runs of at least `kCopiedNotes`; 0 of none.
[[nodiscard]] double copiedShare(std::span<const std::uint32_t> runs);

/// The longest copied stretch, in words that need no index.
struct CopiedPassage {
    std::size_t first{0}; ///< note of the music that is looked at
    std::size_t notes{0};
    std::string piece;
    std::uint32_t bar{0}; ///< of that piece, from 1; 0: unknown
    friend bool operator==(const CopiedPassage&, const CopiedPassage&) = default;
};

/// What a stretch of music shares with known music.
struct Resemblance {
    double copied{0.0};                     ///< share of notes in runs of at least `kCopiedNotes`
    std::size_t longestRun{0};              ///< notes, none changed
    std::optional<CopiedPassage> passage{}; ///< the longest, of at least `kPassageNotes`, some notes of it changed
    friend bool operator==(const Resemblance&, const Resemblance&) = default;
};

/// `index` is an OriginalityIndex or a FingerprintIndex.
template <class Index>
[[nodiscard]] Resemblance resemblanceOf(const Index& index, std::span<const encoding::Event> events)
{
    Resemblance resemblance;
    const auto runs = index.copiedRuns(events);
    resemblance.copied = copiedShare(runs);
    for (const std::uint32_t run : runs)
        resemblance.longestRun = run > resemblance.longestRun ? run : resemblance.longestRun;
    if (const auto copy = index.longestCopy(events, kPassageNotes))
        resemblance.passage = {copy->first, copy->notes, index.nameOf(*copy), index.barOf(*copy)};
    return resemblance;
}

} // namespace cadenza::originality
