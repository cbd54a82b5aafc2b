#include "core/export/note_values.h"

#include "core/export/score.h"

#include <array>

namespace cadenza::exporting {
namespace {

constexpr std::array<NoteValue, 12> kBinary{{{192, "breve", 0},
                                             {144, "whole", 1},
                                             {96, "whole", 0},
                                             {72, "half", 1},
                                             {48, "half", 0},
                                             {36, "quarter", 1},
                                             {24, "quarter", 0},
                                             {18, "eighth", 1},
                                             {12, "eighth", 0},
                                             {9, "16th", 1},
                                             {6, "16th", 0},
                                             {3, "32nd", 0}}};

constexpr std::array<NoteValue, 4> kTriplet{{{16, "quarter", 0}, {12, "eighth", 1}, {8, "eighth", 0}, {4, "16th", 0}}};

bool readsWell(int offset, int length)
{
    const int left = kDivisions - offset % kDivisions;
    const bool onBeat = left == kDivisions;
    const bool onHalfBeat = left == kDivisions / 2;
    return length <= left || onBeat || (onHalfBeat && length <= 36);
}

} // namespace

std::vector<NoteValue> binaryValues(int offset, int length)
{
    std::vector<NoteValue> values;
    while (length > 0) {
        NoteValue best = kBinary.back();
        for (const NoteValue& value : kBinary)
            if (value.length <= length && readsWell(offset, value.length)) {
                best = value;
                break;
            }
        values.push_back(best);
        offset += best.length;
        length -= best.length;
    }
    return values;
}

std::vector<NoteValue> tripletValues(int length)
{
    std::vector<NoteValue> values;
    while (length > 0) {
        NoteValue best = kTriplet.back();
        for (const NoteValue& value : kTriplet)
            if (value.length <= length) {
                best = value;
                break;
            }
        values.push_back(best);
        length -= best.length;
    }
    return values;
}

} // namespace cadenza::exporting
