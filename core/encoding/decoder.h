#pragma once

#include "core/base/tick.h"
#include "core/encoding/event.h"
#include "core/midi/piece.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace cadenza::encoding {

/// Turns events back into music, one event at a time, so that a take can be shown while it grows.
/// Starts where `context` ends: the step of the first event counts from the context's last onset. Tempo, pedal and
/// signatures of the context after that onset are dropped, because the events say what follows.
class Decoder {
public:
    Decoder(TimeBase timeBase, const midi::Piece& context);

    /// Appends the note of `event` (and its tempo and pedal) to the piece. A key struck while it still sounds in the
    /// same part ends its earlier note. Precondition: every class of the event is in range.
    void append(const Event& event);
    /// Ends the notes of a part that began before the last onset and still sound there.
    void endEarlier(std::uint8_t partClass);
    /// The context followed by all appended notes.
    [[nodiscard]] const midi::Piece& piece() const { return piece_; }
    /// The piece with the pedal released where its last note ends, as it should be kept.
    [[nodiscard]] midi::Piece finished() const;

    /// Derived inputs of an event that would follow with step class `step`.
    [[nodiscard]] std::uint8_t beatAfter(std::uint8_t step) const;
    [[nodiscard]] std::uint8_t metre() const { return metre_; }
    /// Whether an event with step class `step` would be the first of its quarter, where the tempo may change.
    [[nodiscard]] bool beginsQuarter(std::uint8_t step) const;
    [[nodiscard]] std::uint8_t tempo() const { return tempo_; } ///< class in force at the last onset
    [[nodiscard]] bool pedalDown() const { return pedalDown_; }
    [[nodiscard]] Tick lastOnset() const { return lastOnset_; }
    /// Where in the piece the part of a class stands; beyond its parts when it has none.
    [[nodiscard]] std::size_t partAt(std::uint8_t partClass) const { return partOfClass_[partClass]; }

private:
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    void readContext();
    [[nodiscard]] std::size_t partFor(std::uint8_t partClass);
    void addPart(std::uint8_t partClass);
    void advanceTo(const Event& event);
    void setPedal(const Event& event, std::size_t part);
    void strike(std::vector<midi::Note>& notes, const Event& event) const;
    void setMetre(std::uint8_t metre);
    [[nodiscard]] std::int64_t positionAfter(const Event& event) const;
    [[nodiscard]] Tick tickOf(std::int64_t position) const;
    [[nodiscard]] Tick ticksOf(std::int64_t units) const;

    TimeBase timeBase_;
    midi::Piece piece_;
    std::array<std::size_t, kPartClasses> partOfClass_;
    Tick origin_; ///< performance time: the context's last onset
    Tick lastOnset_;
    std::int64_t position_{0}; ///< of the last onset: grid steps from `shift_` before tick 0, or 10 ms from `origin_`
    Tick shift_;               ///< beats: see `quarterShift`
    double ticksPerStep_{0.0}; ///< performance time: ticks in 10 ms
    std::uint8_t tempo_{0};
    std::uint8_t metre_{2};
    bool pedalDown_{false};
    std::size_t pedalPart_{kNone};
    bool empty_{true};
};

/// A whole stream as a piece of its own. In beats it starts with the quarter its first note is in.
[[nodiscard]] midi::Piece decode(TimeBase timeBase, std::span<const Event> events);

} // namespace cadenza::encoding
