#pragma once

#include "core/midi/midi_writer.h"
#include "core/midi/piece.h"
#include "core/midi/track_parser.h"

#include <cstdint>
#include <vector>

namespace cadenza::midi {

/// Notes that share one channel of one written track: the notes of one hand of a part. Notes of one key that end in
/// another order than they began are in voices of their own, because a reader could not tell them apart.
struct WrittenVoice {
    std::size_t part{0};
    Hand hand{Hand::Unknown};
    std::uint8_t channel{0};
    bool leads{false}; ///< the first voice of its part: carries the pedal
    bool marked{true}; ///< whether a part mark can tell it from its neighbours
    std::vector<Note> notes;
    std::vector<Tick> programs{}; ///< where it says its program once more, which another on its channel has changed
};

/// The voices of a piece in the order of its parts, each with the channel to write it on. Parts that differ in program
/// or pedal get channels of their own while there are any, and then share one with their like; format 0 needs one for
/// every voice.
[[nodiscard]] std::vector<WrittenVoice> voicesOf(const Piece& piece, MidiFormat format);

} // namespace cadenza::midi
