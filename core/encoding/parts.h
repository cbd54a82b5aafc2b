#pragma once

#include "core/encoding/event.h"
#include "core/midi/instruments.h"
#include "core/midi/piece.h"

#include <cstdint>
#include <vector>

/// A part's class is its family (`midi::Family`: 0 the keyboard, 16 drums) and its place among the parts of that family
/// in its piece: family + 17 × place. So the two violins, viola and cello of a quartet are 5, 22, 39 and 56, and a
/// piano is 0. Places go by program, and for one program by the order of the parts, so that they are the same wherever
/// the same players play; a ninth part of a family shares the place of the eighth.
namespace cadenza::encoding {

inline constexpr std::uint8_t kKeyboardPart = 0;
inline constexpr std::uint8_t kDrumsPart = static_cast<std::uint8_t>(midi::Family::Drums);
static_assert(kPartFamilies == midi::kFamilies);

[[nodiscard]] constexpr bool isDrums(std::uint8_t partClass)
{
    return partClass % kPartFamilies == kDrumsPart;
}

/// A class as one of the first `classes`, a multiple of the families: at its family's last place among them when its
/// own is beyond.
[[nodiscard]] constexpr std::uint8_t partWithin(std::uint8_t partClass, int classes)
{
    return static_cast<std::uint8_t>(partClass < classes ? partClass
                                                         : classes - kPartFamilies + partClass % kPartFamilies);
}

/// The class of each part of a piece.
[[nodiscard]] std::vector<std::uint8_t> partClassesOf(const midi::Piece& piece);

/// A part without music that stands for a class: the first program of its family, on a channel of the family.
[[nodiscard]] midi::Part partOf(std::uint8_t partClass);

} // namespace cadenza::encoding
