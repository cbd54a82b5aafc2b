#pragma once

#include "core/midi/piece.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace cadenza::midi {

/// The sixteen families of instruments, eight programs each (General MIDI 1, table 2), and drums.
enum class Family : std::uint8_t {
    Piano,
    ChromaticPercussion,
    Organ,
    Guitar,
    Bass,
    Strings,
    Ensemble,
    Brass,
    Reed,
    Pipe,
    SynthLead,
    SynthPad,
    SynthEffects,
    Ethnic,
    Percussive,
    SoundEffects,
    Drums,
};
inline constexpr std::size_t kFamilies = 17;

[[nodiscard]] constexpr Family familyOf(const Part& part)
{
    return part.drums ? Family::Drums : static_cast<Family>(part.program / 8 % 16);
}

/// General MIDI's names, in English: “Strings”, “Violin”.
[[nodiscard]] std::string_view nameOf(Family family);
[[nodiscard]] std::string_view programName(std::uint8_t program);

/// What a part is played on: “Violin”, or “Drums”.
[[nodiscard]] std::string_view instrumentOf(const Part& part);
/// What to call a part: its own name, or else its instrument.
[[nodiscard]] std::string labelOf(const Part& part);

/// Whether two parts agree in all but their music.
[[nodiscard]] bool sameInstrument(const Part& a, const Part& b);

/// Of `others` (some may be null) the one whose sound a part can best do with: the first of its program, or else of its
/// family; their number where there is none. Drums are like nothing.
[[nodiscard]] std::size_t likest(const Part& part, std::span<const Part* const> others);

} // namespace cadenza::midi
