#pragma once

#include "core/base/result.h"
#include "core/base/tick.h"
#include "core/midi/piece.h"
#include "core/midi/track_parser.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace cadenza::midi {

/// One track of a file before anything was made of it: what programs that read tracks one by one see.
struct TrackEvents {
    std::vector<KeyEvent> keys{};        ///< in file order
    std::optional<Tick> firstProgram{};  ///< of its first program change
    std::optional<Tick> lastTempo{};     ///< of its last tempo
    std::optional<Tick> lastSignature{}; ///< of its last time or key signature
};

struct FileEvents {
    int ticksPerQuarter{480}; ///< > 0
    std::vector<TrackEvents> tracks{};
};

/// The tracks of the first header of a file, as leniently as `readMidi`. Fails with NotMidi where there is none.
[[nodiscard]] Result<FileEvents> readTrackEvents(std::span<const std::byte> file);

/// Music as a file of one track a hand: a track for tempo and signatures first, then each part's right hand, left hand
/// and notes of neither.
[[nodiscard]] FileEvents trackEventsOf(const Piece& piece);

} // namespace cadenza::midi
