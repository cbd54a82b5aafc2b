#pragma once

#include "core/base/tick.h"
#include "core/midi/diagnostic_log.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace cadenza::midi {

/// A note as its track has it, before the tracks are joined to parts.
struct RawNote {
    Tick onset;
    Tick duration;
    std::uint8_t pitch{0};
    std::uint8_t velocity{0};
    std::uint8_t channel{0};
    std::int16_t program{-1}; ///< −1: this track has not chosen one for the channel
};

/// Joins the note-ons and note-offs of one track to notes, per channel and key. Every note-on with a velocity becomes
/// exactly one note.
///
/// - Overlapping notes of one key: the first struck ends first.
/// - A note-on that no note-off answers is stuck. Which one it is follows from the nesting: the last of the note-ons
///   after which the key never falls silent. It ends at the next event of its key, or else with the last note event of
///   its track, or else, when it is that event, after a quarter.
/// - Zero length becomes one tick. Notes struck twice at once stay two notes. Note-offs without a note are dropped.
class NotePairing {
public:
    explicit NotePairing(DiagnosticLog& log) : log_(log) {}

    /// Makes room for about this many notes.
    void expect(std::size_t notes) { notes_.reserve(notes); }
    void noteOn(const RawNote& note, std::size_t byteOffset);
    void noteOff(std::uint8_t channel, std::uint8_t pitch, Tick at, std::size_t byteOffset);

    /// Ends what still sounds and hands over the notes in the order of their note-ons. Ready for the next track after.
    [[nodiscard]] std::vector<RawNote> finish(Tick quarter);

private:
    static constexpr std::size_t kKeys = 16 * 128;
    struct KeyEvent {
        Tick at;
        std::size_t byteOffset;
        std::size_t note; ///< index of the note a note-on began; kNoteOff for a note-off
    };
    static constexpr std::size_t kNoteOff = static_cast<std::size_t>(-1);
    static constexpr std::size_t kStuck = static_cast<std::size_t>(-2);
    struct Key {
        std::vector<KeyEvent> events; ///< since the key was last silent
        std::size_t sounding{0};
    };

    void close(const KeyEvent& on, const KeyEvent& off);
    void pairInOrder(const std::vector<KeyEvent>& events);
    void endStuckNote(const KeyEvent& on, Tick end, Tick quarter);
    void endStuck(std::vector<KeyEvent>& events, Tick quarter);

    DiagnosticLog& log_;
    std::array<Key, kKeys> keys_;
    std::size_t soundingKeys_{0};
    Tick lastEvent_;
    std::vector<RawNote> notes_;
};

} // namespace cadenza::midi
