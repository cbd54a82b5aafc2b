#pragma once

#include "tests/support/music.h"

namespace cadenza::test {

inline midi::Part part(const char* name, int program, std::vector<midi::Note> notes, bool drums = false)
{
    midi::Part part;
    part.name = name;
    part.program = static_cast<std::uint8_t>(program);
    part.drums = drums;
    part.channel = drums ? 9 : 0;
    part.notes = std::move(notes);
    return part;
}

/// A flute and a violin in eighths, a cello in quarters that joins after a bar, and drums: `bars` bars of 4/4 at 480
/// ticks per quarter. Flute and drums have no names of their own.
inline midi::Piece ensemble(int bars)
{
    std::vector<midi::Note> flute, violin, cello, drums;
    for (int eighth = 0; eighth < 8 * bars; ++eighth) {
        flute.push_back(note(240 * eighth, 240, 74 + (eighth * 5) % 12, 70));
        violin.push_back(note(240 * eighth, 240, 62 + (eighth * 7) % 12, 60));
        drums.push_back(note(240 * eighth, 240, eighth % 4 == 0 ? 36 : eighth % 4 == 2 ? 38 : 42, 80));
        if (eighth >= 8 && eighth % 2 == 0)
            cello.push_back(note(240 * eighth, 480, 43 + (eighth * 5) % 12, 64));
    }
    midi::Piece piece;
    piece.title = "Ensemble";
    piece.parts = {part("", 73, flute), part("Violin I", 40, violin), part("Violoncello", 42, cello),
                   part("", 0, drums, true)};
    for (std::size_t i = 0; i + 1 < piece.parts.size(); ++i)
        piece.parts[i].channel = static_cast<std::uint8_t>(i);
    return piece;
}

} // namespace cadenza::test
