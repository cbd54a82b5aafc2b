#pragma once

#include "core/export/note_values.h"
#include "core/export/score.h"

#include <vector>

namespace cadenza::exporting {

/// One note head's worth of a voice within a measure: a chord, a part of a tied chord, or a rest.
struct WrittenValue {
    NoteValue value;
    const ScoreChord* chord{nullptr}; ///< null: a rest
    bool tiedFrom{false};             ///< continues the value before
    bool tiedTo{false};               ///< continues in the next value
    bool triplet{false};
    bool tupletStarts{false};
    bool tupletStops{false};
    int cellLength{0}; ///< of the beat that is divided in three
};

/// What a voice holds in a measure, without gaps; empty when it holds no note there.
[[nodiscard]] std::vector<WrittenValue> layOut(const std::vector<ScoreChord>& voice, const ScoreStaff& staff,
                                               const ScoreMeasure& measure);

} // namespace cadenza::exporting
