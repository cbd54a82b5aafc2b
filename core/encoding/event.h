#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cadenza::encoding {

/// Which clock a piece, an event stream and a model share. Never mixed in one model.
enum class TimeBase : std::uint8_t {
    Beats,       ///< 24 steps per quarter, tempo as an attribute: sequenced and score-like music
    Performance, ///< 10 ms steps: recordings that follow no grid
};

inline constexpr int kEncodingVersion = 1;
inline constexpr int kStepsPerQuarter = 24;

/// Sizes of the classes of each attribute. They are part of the encoding version.
inline constexpr int kStepClasses = 32;
inline constexpr int kPartFamilies = 17;                         ///< 0 is the keyboard; see parts.h
inline constexpr int kPartPlaces = 8;                            ///< for parts of one family in a piece
inline constexpr int kPartClasses = kPartFamilies * kPartPlaces; ///< a model may know fewer: `NetworkShape::parts`
inline constexpr int kPitchClasses = 128;
inline constexpr int kDurationClasses = 48;
inline constexpr int kVelocityClasses = 32; ///< velocity / 4
inline constexpr int kTempoClasses = 64;    ///< log-spaced quarters per minute; class 0 in performance time
inline constexpr int kPedalClasses = 3;     ///< up · held since before the previous onset · pressed anew since then
inline constexpr int kBeatClasses = 24;     ///< position of the onset within its quarter (0 in performance time)
inline constexpr int kMetreClasses = 8;     ///< 2/4 3/4 4/4 3/8 6/8 9/8 12/8 other

/// What one LSTM step reads and predicts: one note. Notes of a chord are consecutive events with step class 0,
/// lowest pitch first within a part. Every field is a class index, not a raw value.
struct Event {
    std::uint8_t step{0}; ///< time since the previous onset
    std::uint8_t part{0};
    std::uint8_t pitch{60}; ///< MIDI key
    std::uint8_t duration{0};
    std::uint8_t velocity{16};
    std::uint8_t tempo{0}; ///< tempo in force at this onset
    std::uint8_t pedal{0};
    std::uint8_t beat{0};  ///< derived from the onset: an input, never predicted
    std::uint8_t metre{2}; ///< derived from the time signature: an input, never predicted
    friend bool operator==(const Event&, const Event&) = default;
};

} // namespace cadenza::encoding
