#pragma once

#include "core/midi/piece.h"
#include "core/midi/track_parser.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace cadenza::midi {

/// Deals out the pedal of the tracks of a piece to its parts.
class PartPedal {
public:
    /// Where `marksHold`, pedal on a channel that its track marks is of the marked part alone.
    PartPedal(const std::vector<RawTrack>& tracks, bool marksHold);

    /// The pedal of a part that plays on `channels` (a bit each) in `ownTracks` (ascending): from those tracks, and
    /// from tracks without notes on its channels. Equal movements of several tracks at one time count once.
    [[nodiscard]] std::vector<PedalChange> pedalOf(std::uint16_t channels, std::span<const std::size_t> ownTracks);

private:
    /// Many parts on one channel each get a copy of its pedal; beyond these it would cost more memory than the file.
    static constexpr int kMostShares = 16;
    const std::vector<RawTrack>& tracks_;
    std::array<std::vector<std::size_t>, 16> pedalOnly_; ///< per channel: tracks with its pedal and without its notes
    std::array<int, 16> shares_{};
};

} // namespace cadenza::midi
