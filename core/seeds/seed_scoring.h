#pragma once

#include "core/midi/piece.h"
#include "core/seeds/boundaries.h"
#include "core/seeds/note_track.h"
#include "core/seeds/surprise.h"

#include <cstddef>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
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
    std::vector<Reason> reasons; ///< always the same names in the same order; “surprise” last, where a model was asked

    /// 0…1; −1 when there is no reason of this name.
    [[nodiscard]] double valueOf(std::string_view reason) const;
};

/// Lets a reason that was found elsewhere speak for a window too: the score becomes the mean weighted by `weight`
/// beside the window's own reasons, which together weigh about 13.
void weighIn(ScoredWindow& window, Reason reason, double weight);

/// The names of all reasons that need no model, in the order windows have them.
[[nodiscard]] std::span<const char* const> reasonNames();
/// The reason that a window has where a model has read its piece: best where the model is as surprised as it usually
/// is.
inline constexpr const char* kSurpriseReason = "surprise";

/// Which seeds are asked for.
struct SeedWish {
    std::size_t count{kDefaultSeedNotes}; ///< notes; with a snap about as many
    std::size_t top{10};                  ///< at most
    Snap snap{Snap::None};
};

/// A piece measured once, for any number of questions about its windows. Immutable; any thread.
class SeedScorer {
public:
    explicit SeedScorer(const midi::Piece& piece);
    /// With what a model made of it, `surprise` in nats by note; none, or a value for each note. `usual` is of windows
    /// of about the length that is asked for.
    SeedScorer(const midi::Piece& piece, std::span<const float> surprise, const SurpriseRange& usual);

    /// See `scoreAllWindows`.
    [[nodiscard]] std::vector<float> scores(std::size_t count = kDefaultSeedNotes,
                                            const std::stop_token& stop = {}) const;
    /// One window with its reasons. Precondition: it lies inside the piece.
    [[nodiscard]] ScoredWindow explain(std::size_t first, std::size_t count) const;
    /// Where windows may begin and end: see `boundariesOf`.
    [[nodiscard]] std::vector<std::size_t> boundaries(Snap snap) const { return boundariesOf(track_, snap); }
    /// The best windows that do not overlap, best first, and none that repeats another: at whatever pitch, with four of
    /// five of its runs of four notes. What lies at an end of the piece or around a long silence is
    /// left out unless there is nothing else. Empty when stopped.
    [[nodiscard]] std::vector<ScoredWindow> best(const SeedWish& wish, const std::stop_token& stop = {}) const;
    /// The same, where `scores(wish.count)` is known already.
    [[nodiscard]] std::vector<ScoredWindow> best(const SeedWish& wish, std::span<const float> scores) const;

private:
    [[nodiscard]] std::vector<ScoredWindow> candidates(const SeedWish& wish, std::span<const float> scores) const;

    NoteTrack track_;
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
