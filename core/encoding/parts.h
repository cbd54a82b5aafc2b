#pragma once

#include "core/encoding/event.h"
#include "core/midi/piece.h"

#include <cstdint>

namespace cadenza::encoding {

/// Part classes: 0 is the keyboard (General MIDI's piano family), 1–15 its other families (General MIDI 1, table 2:
/// chromatic percussion, organ, guitar, bass, strings, ensemble, brass, reed, pipe, synth lead, synth pad, synth
/// effects, ethnic, percussive, sound effects), 16 is drums. Two parts of one family share a class.
inline constexpr std::uint8_t kKeyboardPart = 0;
inline constexpr std::uint8_t kDrumsPart = 16;

[[nodiscard]] constexpr std::uint8_t partClassOf(const midi::Part& part)
{
    return part.drums ? kDrumsPart : static_cast<std::uint8_t>(part.program / 8 % 16);
}

/// A part without music that stands for a class: the first program of its family, on a channel of its own.
[[nodiscard]] inline midi::Part partOf(std::uint8_t partClass)
{
    midi::Part part;
    part.drums = partClass == kDrumsPart;
    part.program = part.drums ? 0 : static_cast<std::uint8_t>(partClass * 8);
    constexpr std::uint8_t drumChannel = 9;
    if (part.drums)
        part.channel = drumChannel;
    else
        part.channel = partClass < drumChannel ? partClass : static_cast<std::uint8_t>((partClass + 1) % 16);
    return part;
}

} // namespace cadenza::encoding
