#pragma once

#include "core/originality/resemblance.h"
#include "core/originality/source_piece.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cadenza::originality {

/// Finds copies of music that is at hand. A note counts as the same when its token is: transposing, changing octaves,
/// durations or dynamics does not hide a copy. A suffix array over all tokens, 6 bytes a note besides the pieces.
/// Immutable; any thread.
class OriginalityIndex {
public:
    explicit OriginalityIndex(std::vector<SourcePiece> pieces);

    /// For each note the length in notes of the longest run through it that the training music has note for note, at
    /// most `kLongestRun`; 1 where not even its neighbours match.
    [[nodiscard]] std::vector<std::uint32_t> copiedRuns(std::span<const encoding::Event> take) const;

    /// The longest stretch of at least `minimumNotes` that is in the training music with at most two notes changed,
    /// each at least four notes away from the ends and from the other; none when there is none.
    [[nodiscard]] std::optional<CopiedRun> longestCopy(std::span<const encoding::Event> take,
                                                       std::size_t minimumNotes = kPassageNotes) const;

    [[nodiscard]] std::string nameOf(const CopiedRun& run) const { return pieces_[run.piece].name; }
    /// The bar in which the stretch begins; 0 where the piece does not say.
    [[nodiscard]] std::uint32_t barOf(const CopiedRun& run) const;

    static constexpr std::size_t kLongestRun = 256;

private:
    struct Matches {
        std::size_t first{0}; ///< into `suffixes_`
        std::size_t last{0};
        std::size_t tokens{0};
    };
    [[nodiscard]] std::size_t agreeing(std::span<const Token> tokens, std::size_t suffix) const;
    [[nodiscard]] Matches longestMatches(std::span<const Token> tokens) const;
    [[nodiscard]] CopiedRun extended(std::span<const encoding::Event> take, std::size_t note, std::size_t place) const;

    std::vector<SourcePiece> pieces_;
    std::vector<Token> tokens_;           ///< of all pieces, each ended by a separator
    std::vector<std::uint32_t> suffixes_; ///< places in `tokens_`, sorted by what follows them
    std::vector<std::size_t> begins_;     ///< where each piece begins in `tokens_`
};

} // namespace cadenza::originality
