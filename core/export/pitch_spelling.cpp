#include "core/export/pitch_spelling.h"

#include <string_view>

namespace cadenza::exporting {

SpelledPitch spell(int pitch, int sharps, bool minor)
{
    constexpr std::string_view kByFifths = "FCGDAEB";
    constexpr int kNaturals[] = {5, 0, 7, 2, 9, 4, 11}; // pitch classes of F C G D A E B
    // C is 0 on the line of fifths. Twelve names around the key: from a flat second to a raised fourth in major; minor
    // reaches three fifths further up, to its leading note.
    const int lowest = sharps + (minor ? -3 : -5);
    int fifth = pitch * 7 % 12; // a fifth is 7 semitones, and 7 · 7 = 1 (mod 12)
    while (fifth > lowest)
        fifth -= 12;
    while (fifth < lowest)
        fifth += 12;
    const int fromF = fifth + 1 + 7 * 8; // positive for every key
    const int letter = fromF % 7;
    const int alter = fromF / 7 - 8;
    const int octave = (pitch - alter - kNaturals[letter] + 12 * 2) / 12 - 3;
    return {kByFifths[static_cast<std::size_t>(letter)], alter, octave};
}

} // namespace cadenza::exporting
