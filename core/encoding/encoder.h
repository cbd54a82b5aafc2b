#pragma once

#include "core/base/result.h"
#include "core/encoding/event.h"
#include "core/midi/piece.h"

#include <cstddef>
#include <span>
#include <vector>

namespace cadenza::encoding {

/// A piece as events, one per note of `midi::notesInOrder` (doubled notes of a part at one grid step are dropped).
struct EventStream {
    TimeBase timeBase{TimeBase::Beats};
    std::vector<Event> events;
    std::vector<std::uint32_t> noteOf; ///< per event, the index of its note in `midi::notesInOrder`
};

/// Beats for music on the grid, performance time for the rest. Threshold and measure: DESIGN.md.
[[nodiscard]] TimeBase suitableTimeBase(const midi::Piece& piece);

/// Encodes a piece. An empty piece gives an empty stream.
[[nodiscard]] EventStream encode(const midi::Piece& piece, TimeBase timeBase);

/// Turns events back into music, one event at a time, so that a take can be shown while it grows.
/// Starts where `context` ends: the step of the first event counts from the context's last onset.
class Decoder {
public:
    Decoder(TimeBase timeBase, const midi::Piece& context);

    /// Appends the note of `event` (and its tempo and pedal) to the piece.
    void append(const Event& event);
    /// The context followed by all appended notes. Pedal is released at the end.
    [[nodiscard]] const midi::Piece& piece() const { return piece_; }
    /// Derived inputs of an event that would follow with step class `step`.
    [[nodiscard]] std::uint8_t beatAfter(std::uint8_t step) const;
    [[nodiscard]] std::uint8_t metre() const;

private:
    TimeBase timeBase_;
    midi::Piece piece_;
    Tick lastOnset_;
    std::uint8_t lastTempo_{0};
    bool pedalDown_{false};
};

/// A whole stream as a piece of its own that starts at 0.
[[nodiscard]] midi::Piece decode(TimeBase timeBase, std::span<const Event> events);

} // namespace cadenza::encoding
