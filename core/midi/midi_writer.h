#pragma once

#include "core/midi/piece.h"

#include <cstddef>
#include <vector>

namespace cadenza::midi {

enum class MidiFormat { SingleTrack = 0, Parallel = 1 };

/// The piece as a Standard MIDI File. Format 1 has a conductor track, then one track per part (two where a part's
/// notes know their hand). Reading the result gives an equal piece.
[[nodiscard]] std::vector<std::byte> writeMidi(const Piece& piece, MidiFormat format = MidiFormat::Parallel);

} // namespace cadenza::midi
