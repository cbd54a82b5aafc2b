#pragma once

#include "core/midi/piece.h"

#include <cstddef>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace cadenza::seeds {

inline constexpr std::size_t kDefaultSeedNotes = 64;

/// One measured reason for or against a window: 0 is bad, 1 is good.
struct Reason {
    std::string name;  ///< stable key, for example "downbeat"
    std::string words; ///< for people, for example "starts on a downbeat"
    double value{0.0};
};

/// A window of consecutive notes (indices of `midi::notesInOrder`) and how good a seed it is.
struct ScoredWindow {
    std::size_t first{0};
    std::size_t count{kDefaultSeedNotes};
    double score{0.0};           ///< 0…1
    std::vector<Reason> reasons; ///< filled for `bestWindows` and `scoreWindow`, empty in `scoreAllWindows`
};

/// The score of every window of `count` notes, by first note: size notes − count + 1, empty when the piece is shorter
/// or the work was stopped. A window within 16 notes of an end of the piece, or with more than four beats of silence in
/// it, has a tenth of its score. Linear in the notes.
[[nodiscard]] std::vector<float> scoreAllWindows(const midi::Piece& piece, std::size_t count = kDefaultSeedNotes,
                                                 std::stop_token stop = {});

/// One window with its reasons. Precondition: it lies inside the piece.
[[nodiscard]] ScoredWindow scoreWindow(const midi::Piece& piece, std::size_t first,
                                       std::size_t count = kDefaultSeedNotes);

/// The best windows that do not overlap, best first, at most `top`.
[[nodiscard]] std::vector<ScoredWindow> bestWindows(const midi::Piece& piece, std::size_t top,
                                                    std::size_t count = kDefaultSeedNotes);

} // namespace cadenza::seeds
