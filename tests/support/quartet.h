#pragma once

#include "tests/support/music.h"

#include <cstdint>
#include <string>

namespace cadenza::test {

/// A part that plays a note a quarter, up and down a few steps from its lowest.
inline midi::Part wanderingPart(const std::string& name, std::uint8_t channel, std::uint8_t program, int lowest,
                                int quarters)
{
    midi::Part part{name, channel, program, false, {}, {}};
    for (int i = 0; i < quarters; ++i)
        part.notes.push_back(note(480 * i, 480, lowest + (i * (5 + channel)) % 11, 50 + (i * 7) % 40));
    return part;
}

/// A string quartet in 4/4: parts of one family, two of them of one program.
inline midi::Piece quartet(int quarters)
{
    midi::Piece piece;
    piece.title = "Quartet";
    piece.tempo = {{Tick{0}, 600000.0}};
    piece.timeSignatures = {{Tick{0}, 4, 4}};
    piece.parts = {wanderingPart("Violin I", 0, 40, 72, quarters), wanderingPart("Violin II", 1, 40, 64, quarters),
                   wanderingPart("Viola", 2, 41, 55, quarters), wanderingPart("Cello", 3, 42, 40, quarters)};
    return piece;
}

/// The same with drums, and a bass that comes last and is of an earlier family than the strings.
inline midi::Piece band(int quarters)
{
    midi::Piece piece = quartet(quarters);
    piece.title = "Band";
    midi::Part drums = wanderingPart("Kit", 9, 0, 36, quarters);
    drums.drums = true;
    piece.parts.push_back(drums);
    piece.parts.push_back(wanderingPart("Bass", 4, 33, 30, quarters));
    return piece;
}

} // namespace cadenza::test
