#pragma once

#include "core/midi/piece.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace cadenza::test {

/// The pitches of a piece in the order they begin, before `endQuarters`. Notes within a 40th of a quarter count as one
/// chord and go from low to high, so that two readings of a chord compare equal however it was spread.
inline std::vector<std::uint8_t> pitchSequence(const midi::Piece& piece, double endQuarters)
{
    constexpr double kChordQuarters = 1.0 / 40.0;
    const auto notes = midi::notesInOrder(piece);
    const auto quarters = [&](std::size_t i) {
        return static_cast<double>(notes[i].note.onset.value) / piece.ticksPerQuarter;
    };
    std::vector<std::uint8_t> pitches;
    for (std::size_t first = 0; first < notes.size() && quarters(first) < endQuarters;) {
        std::size_t last = first;
        while (last < notes.size() && quarters(last) - quarters(first) < kChordQuarters)
            pitches.push_back(notes[last++].note.pitch);
        std::ranges::sort(pitches.begin() + static_cast<std::ptrdiff_t>(first), pitches.end());
        first = last;
    }
    return pitches;
}

/// Length of the longest common subsequence (Wagner and Fischer, 1974).
inline std::size_t commonNotes(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b)
{
    std::vector<std::size_t> above(b.size() + 1), row(b.size() + 1);
    for (const auto pitch : a) {
        for (std::size_t j = 0; j < b.size(); ++j)
            row[j + 1] = pitch == b[j] ? above[j] + 1 : std::max(row[j], above[j + 1]);
        above.swap(row);
    }
    return above.back();
}

/// Share of notes that both sequences have in the same order: 1 when they are equal.
inline double agreement(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b)
{
    return 2.0 * static_cast<double>(commonNotes(a, b)) / static_cast<double>(a.size() + b.size());
}

} // namespace cadenza::test
