#pragma once

#include "core/midi/piece.h"
#include "core/midi/tempo_map.h"
#include "ui/roll/part_mix.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace cadenza::ui {

/// Whose a note is. Music and seeds are amber, what the model made is teal and hatched.
enum class NoteRole : std::uint8_t { Music, Seed, Made };

/// A note as the roll reads it, in the order of `midi::notesInOrder`.
struct RollNote {
    std::int64_t onset, end; ///< ticks
    std::uint8_t pitch, velocity;
    NoteRole role;
    midi::Hand hand{midi::Hand::Unknown};
    float surprise{-1.0F}; ///< nats that it cost the model; below 0: unknown
    std::uint16_t part{0}; ///< of the piece
    std::uint16_t hue{0};  ///< the part's, see `PartHues`
    bool drum{false};      ///< it is struck, not held: drawn as a short mark
    bool hidden{false};    ///< with its part: neither seen nor met by the mouse
};

/// A stretch in which the pedal is down, in ticks.
struct PedalSpan {
    std::int64_t from, to;
};

/// A run of notes by index: `first` … `first + count − 1`.
struct NoteRange {
    std::size_t first{0}, count{0};
    [[nodiscard]] std::size_t end() const { return first + count; }
    [[nodiscard]] bool contains(std::size_t note) const { return note >= first && note < end(); }
    friend bool operator==(const NoteRange&, const NoteRange&) = default;
};

/// What a roll shows: a piece flattened for painting, sorted by onset, and the questions painters and tools ask of it.
/// Immutable; any thread.
class RollContent {
public:
    RollContent() = default;
    /// `roles` and `surprises` (nats) by note index; notes beyond their ends are Music and unknown. `hues` by part.
    RollContent(std::shared_ptr<const midi::Piece> piece, std::span<const NoteRole> roles,
                std::span<const float> surprises = {}, const PartHues& hues = {});
    /// The same music with the parts hidden that `mix` does not show.
    [[nodiscard]] RollContent shownBy(const PartMix& mix) const;

    [[nodiscard]] bool empty() const { return notes_.empty(); }
    [[nodiscard]] bool isEnsemble() const { return ensemble_; } ///< several parts have notes
    [[nodiscard]] bool onlyDrums() const { return onlyDrums_; } ///< no other notes are shown
    [[nodiscard]] std::size_t firstShownPart() const;           ///< 0 where none is
    [[nodiscard]] const midi::Piece* piece() const { return piece_.get(); }
    [[nodiscard]] std::span<const RollNote> notes() const { return notes_; }
    [[nodiscard]] const midi::TempoMap& time() const { return *time_; }       ///< precondition: there is a piece
    [[nodiscard]] std::span<const PedalSpan> pedal() const { return pedal_; } ///< by onset, of shown parts
    [[nodiscard]] std::int64_t endTick() const { return endTick_; }
    [[nodiscard]] int lowestPitch() const { return lowest_; } ///< of shown notes
    [[nodiscard]] int highestPitch() const { return highest_; }

    /// Every note that touches ticks `from` … `to` is in this range (which may hold a few that do not).
    [[nodiscard]] NoteRange touching(double from, double to) const;
    [[nodiscard]] std::optional<std::size_t> noteAt(double tick,
                                                    int pitch) const; ///< the latest to start there; a shown one
    [[nodiscard]] std::optional<std::size_t> shownNearest(double tick) const; ///< by onset
    [[nodiscard]] std::vector<std::size_t> soundingAt(double tick) const;
    /// The first note of the chord or note whose onset is nearest to `tick`.
    [[nodiscard]] std::size_t nearestOnset(double tick) const;
    [[nodiscard]] std::size_t firstOfChord(std::size_t note) const; ///< the first note with the same onset
    [[nodiscard]] std::size_t
    previousOnset(std::size_t note) const;                       ///< the first note of the onset before; or of its own
    [[nodiscard]] std::size_t nextOnset(std::size_t note) const; ///< the first note of the onset after; or size
    [[nodiscard]] double tickAt(Seconds time) const;             ///< smooth between ticks

private:
    [[nodiscard]] std::size_t firstOnsetFrom(double tick) const;
    void measure();

    std::shared_ptr<const midi::Piece> piece_;
    std::optional<midi::TempoMap> time_;
    std::vector<RollNote> notes_;
    std::vector<PedalSpan> pedal_;
    std::int64_t endTick_{0}, longest_{0};
    int lowest_{21}, highest_{108};
    bool ensemble_{false}, onlyDrums_{false};
};

} // namespace cadenza::ui
