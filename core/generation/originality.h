#pragma once

#include "core/encoding/event.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cadenza::generation {

/// A piece of the training music as the index reads it.
struct IndexedPiece {
    std::string name;
    std::vector<encoding::Event> events;
};

/// A stretch of a take that is also in the training music.
struct CopiedRun {
    std::size_t first{0}; ///< note of the take
    std::size_t notes{0};
    std::size_t piece{0};     ///< index among the pieces
    std::size_t pieceNote{0}; ///< event of that piece where the stretch begins
    friend bool operator==(const CopiedRun&, const CopiedRun&) = default;
};

/// Finds what a take owes to the training music. A note counts as the same when it follows at the same step and the
/// same interval up to whole octaves: transposing, changing octaves, durations or dynamics does not hide a copy. A
/// suffix array over all (step, interval) pairs, 6 bytes a note. Immutable; any thread.
class OriginalityIndex {
public:
    explicit OriginalityIndex(std::vector<IndexedPiece> pieces);

    /// For each note the length in notes of the longest run through it that the training music has note for note, at
    /// most `kLongestRun`; 1 where not even its neighbours match.
    [[nodiscard]] std::vector<std::uint32_t> copiedRuns(std::span<const encoding::Event> take) const;

    /// The longest stretch of at least `minimumNotes` that is in the training music with at most two notes changed,
    /// each at least four notes away from the ends and from the other; none when there is none.
    [[nodiscard]] std::optional<CopiedRun> longestCopy(std::span<const encoding::Event> take,
                                                       std::size_t minimumNotes = 12) const;

    [[nodiscard]] const std::vector<IndexedPiece>& pieces() const { return pieces_; }

    static constexpr std::size_t kLongestRun = 256;

private:
    using Token = std::uint16_t;
    struct Matches {
        std::size_t first{0}; ///< into `suffixes_`
        std::size_t last{0};
        std::size_t tokens{0};
    };
    [[nodiscard]] std::size_t agreeing(std::span<const Token> tokens, std::size_t suffix) const;
    [[nodiscard]] Matches longestMatches(std::span<const Token> tokens) const;
    [[nodiscard]] CopiedRun extended(std::span<const encoding::Event> take, std::size_t note, std::size_t place) const;

    std::vector<IndexedPiece> pieces_;
    std::vector<Token> tokens_;           ///< of all pieces, each ended by a separator
    std::vector<std::uint32_t> suffixes_; ///< places in `tokens_`, sorted by what follows them
    std::vector<std::size_t> begins_;     ///< where each piece begins in `tokens_`
};

} // namespace cadenza::generation
