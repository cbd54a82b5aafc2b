#pragma once

#include "core/base/random.h"
#include "tests/support/music.h"

#include <cstdint>

namespace cadenza::test {

/// A line of eighths of its own for each seed, so that no two are the same music.
inline midi::Piece randomLine(int count, std::uint64_t seed)
{
    Random random(seed);
    auto piece = wanderingLine(count);
    for (midi::Note& note : piece.parts[0].notes)
        note.pitch = static_cast<std::uint8_t>(48 + random.below(25));
    return piece;
}

} // namespace cadenza::test
