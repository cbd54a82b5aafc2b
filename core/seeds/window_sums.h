#pragma once

#include "core/seeds/note_track.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

namespace cadenza::seeds {

/// Sums over a window of notes that can be moved on by one note in constant time. All whole numbers: a window reached
/// by moving has exactly the sums of one counted afresh.
class WindowSums {
public:
    /// The window of `count` notes that starts at `first`. Precondition: it lies inside the track.
    WindowSums(const NoteTrack& track, std::size_t first, std::size_t count);

    /// Moves the window on by one note. Precondition: there is one more.
    void advance();

    [[nodiscard]] std::size_t first() const { return first_; }
    [[nodiscard]] std::size_t count() const { return count_; }
    [[nodiscard]] const NoteTrack& track() const { return *track_; }

    [[nodiscard]] std::int64_t milliseconds() const; ///< from the first onset to the next note after the window
    [[nodiscard]] std::int64_t milliBeats() const;   ///< likewise
    [[nodiscard]] std::int64_t longestSilence() const { return silences_.empty() ? 0 : silenceOf(silences_.front()); }
    [[nodiscard]] std::int64_t totalSilence() const { return silence_; }
    [[nodiscard]] std::int64_t totalLength() const { return length_; } ///< milli-beats of all notes together
    [[nodiscard]] int melodicSpan() const;                             ///< semitones between the extremes of the tops
    [[nodiscard]] std::size_t distinctPatterns() const { return distinct_; }
    [[nodiscard]] const std::array<std::int64_t, 12>& pitchClassLengths() const { return pitchClassLengths_; }
    [[nodiscard]] const std::array<std::int32_t, 12>& pitchClasses() const { return pitchClasses_; }
    [[nodiscard]] const std::array<std::int32_t, kRhythmClasses>& rhythms() const { return rhythms_; }
    [[nodiscard]] std::int64_t onsets() const { return onsets_; } ///< distinct, after the first
    [[nodiscard]] std::int64_t gapSum() const { return gaps_; }   ///< milliseconds
    [[nodiscard]] std::int64_t gapSquareSum() const { return gapSquares_; }
    [[nodiscard]] std::int64_t totalSurprise() const { return surprise_; } ///< millinats of all notes together

private:
    void add(std::size_t note, std::int64_t sign);
    void addInner(std::size_t note, std::int64_t sign);
    void addSilence(std::size_t note);
    [[nodiscard]] std::int64_t silenceOf(std::size_t note) const { return track_->notes[note].silence; }

    const NoteTrack* track_;
    std::size_t first_;
    std::size_t count_;
    std::int64_t silence_{0};
    std::int64_t length_{0};
    std::int64_t surprise_{0};
    std::int64_t onsets_{0};
    std::int64_t gaps_{0};
    std::int64_t gapSquares_{0};
    std::array<std::int64_t, 12> pitchClassLengths_{};
    std::array<std::int32_t, 12> pitchClasses_{};
    std::array<std::int32_t, kRhythmClasses> rhythms_{};
    std::array<std::int32_t, 128> tops_{};
    std::vector<std::uint32_t> patternCounts_;
    std::size_t distinct_{0};
    std::deque<std::size_t> silences_; ///< notes whose silences decrease: the first is the longest
};

} // namespace cadenza::seeds
