#pragma once

#include "core/midi/piece.h"

#include <vector>

namespace cadenza::playback {

/// What was played freely, as music in beats: at the tempo between 66 and 132 quarters a minute whose sixteenths its
/// onsets fit best, with onsets and ends on 24 steps of a quarter. Every note keeps its moment to within half a step.
/// The piece is one that `Recorder` gives.
[[nodiscard]] midi::Piece inBeats(const midi::Piece& played);

/// That tempo, in quarters a minute; 100 for under three onsets. `onsets`: in seconds, ascending.
[[nodiscard]] double tempoFitting(const std::vector<double>& onsets);

} // namespace cadenza::playback
