#pragma once

#include "core/originality/fingerprints.h"
#include "core/originality/resemblance.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cadenza::originality {

/// Finds copies of music that is known by its fingerprints alone: runs of 12 notes and more, and passages of such runs
/// that stand as far from each other as in the piece, with at most 12 other notes between two of them. Immutable; any
/// thread. 8 bytes a note besides the fingerprints.
class FingerprintIndex {
public:
    explicit FingerprintIndex(std::shared_ptr<const Fingerprints> fingerprints);

    /// For each note the length in notes of the longest run through it that a piece has note for note; 1 where there
    /// is none of `kFingerprintNotes`.
    [[nodiscard]] std::vector<std::uint32_t> copiedRuns(std::span<const encoding::Event> music) const;
    /// The longest passage of at least `minimumNotes`, some notes of it changed.
    [[nodiscard]] std::optional<CopiedRun> longestCopy(std::span<const encoding::Event> music,
                                                       std::size_t minimumNotes = kPassageNotes) const;
    [[nodiscard]] std::string nameOf(const CopiedRun& run) const;
    [[nodiscard]] std::uint32_t barOf(const CopiedRun& run) const;

    [[nodiscard]] const Fingerprints& fingerprints() const { return *fingerprints_; }

private:
    /// Windows of the music that stand one after the other in the known music too.
    struct Run {
        std::size_t first{0}; ///< window of the music
        std::size_t place{0}; ///< into the known windows
        std::size_t windows{0};
    };
    [[nodiscard]] std::span<const std::uint64_t> placesOf(std::uint32_t window) const;
    [[nodiscard]] std::vector<Run> runsOf(std::span<const encoding::Event> music) const;
    [[nodiscard]] CopiedRun copyOf(const Run& run, std::size_t notes) const;

    std::shared_ptr<const Fingerprints> fingerprints_;
    std::vector<std::uint64_t> sorted_; ///< fingerprint in the upper half, its place in the lower
};

} // namespace cadenza::originality
