#pragma once

#include "core/library/library.h"

#include <cstddef>
#include <stop_token>
#include <string_view>
#include <vector>

namespace cadenza::library {

/// How two pieces are the same music.
enum class Likeness {
    SameFile,   ///< equal notes with equal times, velocities and pedal
    Resaved,    ///< equal pitches in the same rhythm, saved with other times, velocities or pedal
    Transposed, ///< the same in another key
    Arranged,   ///< much of the melody or bass is shared, in the same order and at one transposition
};

[[nodiscard]] std::string_view nameOf(Likeness likeness);

/// Two entries, as indices into `Library::entries`, that hold the same music.
struct Duplicate {
    std::size_t first{0};
    std::size_t second{0}; ///< > first
    Likeness likeness{Likeness::SameFile};
    int transposition{0}; ///< semitones from the first to the second
    double shared{1.0};   ///< of the shorter piece's passages, those found in the other, 0…1
};

/// All pairs of loaded pieces that are the same music, by first and second. Passages of a few onsets are compared by
/// their intervals, so transposition, tempo, rhythm and dynamics do not matter. Near linear in the number of notes as
/// long as music differs; stops early, with what was found, on request.
[[nodiscard]] std::vector<Duplicate> findDuplicates(const Library& library, std::stop_token stop = {});

/// Entries that belong together, as lists of indices: the pairs above joined. What stands alone is left out.
[[nodiscard]] std::vector<std::vector<std::size_t>> duplicateGroups(const Library& library,
                                                                    const std::vector<Duplicate>& duplicates);

} // namespace cadenza::library
