#pragma once

#include "core/encoding/event.h"
#include "core/encoding/match_model.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace cadenza::encoding {

/// A passage of any length may be recalled.
inline constexpr int kRecallAll = static_cast<int>(kLongestMatch);

/// How sure a recollection is: 0 nothing is recalled; 1…9 by the length of the passage that agrees, at another pitch;
/// 10…18 the same at the same pitch.
inline constexpr int kRecallLevels = 19;

/// The note that followed when the music last went as it just did, moved to where the music is now.
struct Expectation {
    Event event{};
    std::uint8_t level{0}; ///< < kRecallLevels; with 0 `event` means nothing
    friend bool operator==(const Expectation&, const Expectation&) = default;
};

/// Events agree that move alike from the ones before them, in steps, parts and intervals. Drums have no intervals.
struct MovesAlike {
    static constexpr std::size_t kBefore = 1;
    static constexpr std::size_t kShortest = 3;
    [[nodiscard]] static bool agree(std::span<const Event> heard, std::size_t a, std::size_t b);
    [[nodiscard]] static std::uint32_t mark(std::span<const Event> heard, std::size_t at);
};

/// What a sequence of events has heard of itself: finds the passage that agrees longest with its last notes, wherever
/// it lies and at whatever pitch, and expects it to go on. More than half of the notes of piano music continue a
/// passage of their own piece, a thing that a recurrent state alone forgets within bars. Magenta's Lookback RNN (Waite,
/// 2016) does this for melodies one and two bars back. A value: a copy goes on by itself.
class Recollection {
public:
    /// Takes in the next event. Constant time.
    void hear(const Event& event) { matches_.hear(event); }
    /// Of the event after the last one heard. Nothing once more than `longest` notes agree: so one who makes music can
    /// allude to what was without saying it all again.
    [[nodiscard]] Expectation expected(int longest = kRecallAll) const;

private:
    MatchModel<Event, MovesAlike> matches_;
};

/// For each event but the last: what the music up to and with it leads to expect.
[[nodiscard]] std::vector<Expectation> expectationsOf(std::span<const Event> events);

/// The same expectation in music that sounds `semitones` higher: nothing where its pitch would leave the keys of MIDI.
[[nodiscard]] Expectation transposed(Expectation expectation, int semitones);

} // namespace cadenza::encoding
