#pragma once

#include "core/midi/piece.h"
#include "core/midi/track_parser.h"

#include <optional>
#include <vector>

namespace cadenza::midi {

/// The unit of time a division word asks for.
struct TimeBase {
    int ticksPerQuarter{480};
    std::optional<double> fixedTempo; ///< microseconds per quarter of SMPTE time, where tempo events mean nothing
};

/// The time base of a header's division word: ticks per quarter, or frames and ticks per frame (RP-001, section 2.1).
/// SMPTE time gets a quarter of about half a second, so that it reads as 120 quarters a minute.
[[nodiscard]] TimeBase timeBaseOf(int division);

/// One piece from tracks that sound together.
///
/// A part is an instrument: a channel of a track, divided where its program changes. What keyboards play (programs 0–7)
/// with one program is one part, whatever tracks and channels it was spread over, and then the notes know their hand:
/// two sources by the names of their tracks, or else by their mean pitch; more sources by name alone. Channel 10 is
/// drums. Pedal comes from the part's own tracks and from tracks without notes on its channels. A program that a track
/// does not choose itself is the one that the channel has from other tracks at that time.
[[nodiscard]] Piece assemble(const std::vector<RawTrack>& tracks, const TimeBase& timeBase);

} // namespace cadenza::midi
