#pragma once

namespace cadenza::exporting {

/// A pitch as it is written: step letter, sharps (+) or flats (−), octave (4 holds middle C).
struct SpelledPitch {
    char step{'C'};
    int alter{0};
    int octave{4};
    friend bool operator==(const SpelledPitch&, const SpelledPitch&) = default;
};

/// Spells a MIDI pitch for a key signature: the name nearest to the key on the line of fifths, in minor with raised
/// sixth and seventh degrees.
[[nodiscard]] SpelledPitch spell(int pitch, int sharps, bool minor);

} // namespace cadenza::exporting
