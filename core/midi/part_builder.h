#pragma once

#include "core/midi/piece.h"
#include "core/midi/track_parser.h"

#include <vector>

namespace cadenza::midi {

/// The order of the notes of a part: onset, pitch, then duration, velocity and hand, so that equal music is equal.
[[nodiscard]] bool noteBefore(const Note& a, const Note& b);

/// The parts that sound together in these tracks, by the rules of `assemble`.
[[nodiscard]] std::vector<Part> buildParts(const std::vector<RawTrack>& tracks);

} // namespace cadenza::midi
