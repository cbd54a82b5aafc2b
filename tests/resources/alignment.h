#pragma once

#include "core/midi/piece.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace cadenza::test {

/// The pitches of a piece in the order they begin, before `endQuarters`. Notes within a 24th of a quarter count as one
/// chord and go from low to high, so that two readings of a chord compare equal however it was spread.
inline std::vector<std::uint8_t> pitchSequence(const midi::Piece& piece, double endQuarters)
{
    struct Onset {
        std::int64_t step;
        std::uint8_t pitch;
    };
    std::vector<Onset> onsets;
    for (const auto& placed : midi::notesInOrder(piece)) {
        const double quarters = static_cast<double>(placed.note.onset.value) / piece.ticksPerQuarter;
        if (quarters < endQuarters)
            onsets.push_back({static_cast<std::int64_t>(quarters * 24.0 + 0.5), placed.note.pitch});
    }
    std::vector<std::uint8_t> pitches;
    for (std::size_t first = 0; first < onsets.size();) {
        std::size_t last = first;
        while (last < onsets.size() && onsets[last].step - onsets[first].step <= 1)
            pitches.push_back(onsets[last++].pitch);
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
