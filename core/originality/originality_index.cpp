#include "core/originality/originality_index.h"

#include <algorithm>
#include <limits>

namespace cadenza::originality {
namespace {

using encoding::Event;

constexpr Token kSeparator = std::numeric_limits<Token>::max();
constexpr std::size_t kAnchorTokens = 5;     ///< an exact run of six notes is looked at more closely
constexpr std::size_t kMostPlaces = 32;      ///< places tried for one anchor
constexpr std::size_t kMostChanges = 2;      ///< notes that may differ within a copy
constexpr std::size_t kNotesAfterChange = 4; ///< that must agree again

/// Two passages side by side, compared note by note from a pair that belongs together.
struct Alignment {
    std::span<const Event> take;
    std::span<const Event> piece;
    std::size_t takeNote;
    std::size_t pieceNote;

    [[nodiscard]] bool inside(std::ptrdiff_t offset) const
    {
        const auto a = static_cast<std::ptrdiff_t>(takeNote) + offset;
        const auto b = static_cast<std::ptrdiff_t>(pieceNote) + offset;
        return a >= 0 && b >= 0 && a < std::ssize(take) && b < std::ssize(piece);
    }

    /// Same pitch class after the transposition of the anchor, and the same step unless the passage begins here.
    [[nodiscard]] bool same(std::ptrdiff_t offset, bool beginsHere) const
    {
        const auto& a = take[static_cast<std::size_t>(static_cast<std::ptrdiff_t>(takeNote) + offset)];
        const auto& b = piece[static_cast<std::size_t>(static_cast<std::ptrdiff_t>(pieceNote) + offset)];
        const int transposed = take[takeNote].pitch - piece[pieceNote].pitch;
        return (a.pitch - b.pitch - transposed) % 12 == 0 && (beginsHere || a.step == b.step);
    }

    /// How far the passages agree from the anchor in one direction, over up to `changes` different notes.
    [[nodiscard]] std::size_t reach(std::ptrdiff_t direction, std::size_t& changes) const
    {
        std::size_t reached = 0;
        std::size_t agreed = 0;
        bool bridging = false;
        for (std::ptrdiff_t offset = direction; inside(offset); offset += direction) {
            const auto distance = static_cast<std::size_t>(offset * direction);
            if (same(offset, direction < 0)) {
                ++agreed;
                if (!bridging || agreed >= kNotesAfterChange) {
                    reached = distance;
                    changes -= bridging ? 1 : 0;
                    bridging = false;
                }
                if (direction < 0 && !same(offset, false) && !bridging)
                    break; // the step that leads here differs: the passage begins here
                continue;
            }
            if (bridging || changes == 0)
                break;
            bridging = true;
            agreed = 0;
        }
        return reached;
    }
};

} // namespace

OriginalityIndex::OriginalityIndex(std::vector<SourcePiece> pieces) : pieces_(std::move(pieces))
{
    for (const auto& piece : pieces_) {
        begins_.push_back(tokens_.size());
        const auto tokens = tokensOf(piece.events);
        tokens_.insert(tokens_.end(), tokens.begin(), tokens.end());
        tokens_.push_back(kSeparator);
    }
    for (std::size_t i = 0; i < tokens_.size(); ++i)
        if (tokens_[i] != kSeparator)
            suffixes_.push_back(static_cast<std::uint32_t>(i));
    std::ranges::sort(suffixes_, [&](std::uint32_t a, std::uint32_t b) {
        for (std::size_t i = 0; i < kLongestRun; ++i) {
            if (tokens_[a + i] != tokens_[b + i])
                return tokens_[a + i] < tokens_[b + i];
            if (tokens_[a + i] == kSeparator)
                break;
        }
        return a < b;
    });
}

std::size_t OriginalityIndex::agreeing(std::span<const Token> tokens, std::size_t suffix) const
{
    const std::size_t longest = std::min(tokens.size(), kLongestRun - 1);
    std::size_t agree = 0;
    while (agree < longest && tokens_[suffix + agree] == tokens[agree])
        ++agree; // a separator agrees with nothing, so this stays inside the piece
    return agree;
}

OriginalityIndex::Matches OriginalityIndex::longestMatches(std::span<const Token> tokens) const
{
    const auto before = [&](std::uint32_t suffix, std::span<const Token> wanted) {
        const std::size_t agree = agreeing(wanted, suffix);
        return agree < std::min(wanted.size(), kLongestRun - 1) && tokens_[suffix + agree] < wanted[agree];
    };
    const auto found = std::lower_bound(suffixes_.begin(), suffixes_.end(), tokens, before);
    Matches matches;
    if (found != suffixes_.end())
        matches.tokens = agreeing(tokens, *found);
    if (found != suffixes_.begin())
        matches.tokens = std::max(matches.tokens, agreeing(tokens, *(found - 1)));
    auto first = found;
    auto last = found;
    while (first != suffixes_.begin() && last - first < std::ssize(suffixes_)
           && static_cast<std::size_t>(last - first) < kMostPlaces && agreeing(tokens, *(first - 1)) >= matches.tokens)
        --first;
    while (last != suffixes_.end() && static_cast<std::size_t>(last - first) < 2 * kMostPlaces
           && agreeing(tokens, *last) >= matches.tokens)
        ++last;
    matches.first = static_cast<std::size_t>(first - suffixes_.begin());
    matches.last = static_cast<std::size_t>(last - suffixes_.begin());
    return matches;
}

std::vector<std::uint32_t> OriginalityIndex::copiedRuns(std::span<const Event> take) const
{
    std::vector<std::uint32_t> runs(take.size(), 1);
    const auto tokens = tokensOf(take);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const auto notes = static_cast<std::uint32_t>(longestMatches(std::span(tokens).subspan(i)).tokens + 1);
        for (std::size_t n = i; notes > 1 && n < i + notes; ++n)
            runs[n] = std::max(runs[n], notes);
    }
    return runs;
}

/// The stretch around note `note` of the take, which stands at place `place` of the index.
CopiedRun OriginalityIndex::extended(std::span<const Event> take, std::size_t note, std::size_t place) const
{
    const auto piece = static_cast<std::size_t>(std::ranges::upper_bound(begins_, place) - begins_.begin()) - 1;
    const Alignment alignment{take, pieces_[piece].events, note, place - begins_[piece]};
    std::size_t changes = kMostChanges;
    const std::size_t ahead = alignment.reach(1, changes);
    const std::size_t back = alignment.reach(-1, changes);
    return {note - back, back + ahead + 1, piece, alignment.pieceNote - back};
}

std::uint32_t OriginalityIndex::barOf(const CopiedRun& run) const
{
    const auto& bars = pieces_[run.piece].bars;
    return run.pieceNote < bars.size() ? bars[run.pieceNote] : 0;
}

std::optional<CopiedRun> OriginalityIndex::longestCopy(std::span<const Event> take, std::size_t minimumNotes) const
{
    std::optional<CopiedRun> longest;
    const auto tokens = tokensOf(take);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const auto matches = longestMatches(std::span(tokens).subspan(i));
        if (matches.tokens < kAnchorTokens)
            continue;
        for (std::size_t place = matches.first; place < matches.last; ++place) {
            const auto run = extended(take, i, suffixes_[place]);
            if (run.notes >= minimumNotes && (!longest || run.notes > longest->notes))
                longest = run;
        }
    }
    return longest;
}

} // namespace cadenza::originality
