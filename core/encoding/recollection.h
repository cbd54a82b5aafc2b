#pragma once

#include "core/encoding/event.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace cadenza::encoding {

/// A passage of any length may be recalled.
inline constexpr int kRecallAll = 64;

/// How sure a recollection is: 0 nothing is recalled; 1…9 by the length of the passage that agrees, at another pitch;
/// 10…18 the same at the same pitch.
inline constexpr int kRecallLevels = 19;

/// The note that followed when the music last went as it just did, moved to where the music is now.
struct Expectation {
    Event event{};
    std::uint8_t level{0}; ///< < kRecallLevels; with 0 `event` means nothing
    friend bool operator==(const Expectation&, const Expectation&) = default;
};

/// What a sequence of events has heard of itself: finds the passage that agrees longest with its last notes in steps,
/// parts and intervals, wherever it lies and at whatever pitch, and expects it to go on. More than half of the notes of
/// piano music continue a passage of their own piece, a thing that a recurrent state alone forgets within bars.
/// The idea is the match model of data compression (Mahoney, "Adaptive weighing of context models", 2005, section 3)
/// applied to what Magenta's Lookback RNN (Waite, 2016) does for melodies one and two bars back.
/// A value: a copy goes on by itself.
class Recollection {
public:
    Recollection();

    /// Takes in the next event. Constant time.
    void hear(const Event& event);
    /// Of the event after the last one heard. Nothing once more than `longest` notes agree: so one who makes music can
    /// allude to what was without saying it all again.
    [[nodiscard]] Expectation expected(int longest = kRecallAll) const;

private:
    [[nodiscard]] bool agree(std::size_t a, std::size_t b) const;
    [[nodiscard]] std::size_t agreement(std::size_t a, std::size_t b) const;
    [[nodiscard]] std::size_t bucketOf(std::size_t last) const;
    void search(std::size_t bucket);

    std::vector<Event> heard_;
    std::vector<std::int32_t> newest_;  ///< per bucket: where a passage of that kind last ended, or −1
    std::vector<std::int32_t> earlier_; ///< per event: where one of its bucket ended before, or −1
    std::size_t next_{0};               ///< the event that is expected again
    std::size_t length_{0};             ///< of the passage that agrees so far; 0 when none does
};

/// For each event but the last: what the music up to and with it leads to expect.
[[nodiscard]] std::vector<Expectation> expectationsOf(std::span<const Event> events);

/// The same expectation in music that sounds `semitones` higher: nothing where its pitch would leave the keys of MIDI.
[[nodiscard]] Expectation transposed(Expectation expectation, int semitones);

} // namespace cadenza::encoding
