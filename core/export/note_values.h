#pragma once

#include <string_view>
#include <vector>

namespace cadenza::exporting {

/// A length that one note head (or rest) can show.
struct NoteValue {
    int length{0};         ///< in divisions
    std::string_view type; ///< MusicXML's name: "quarter", "eighth", "16th", …
    int dots{0};
};

/// A length as values to be tied together. `offset` is where it begins in its measure: values longer than what is left
/// of a beat begin on beats or halfway between. Lengths and offsets are multiples of a 32nd (3 divisions).
[[nodiscard]] std::vector<NoteValue> binaryValues(int offset, int length);

/// The same inside a beat that is divided in three: multiples of 4 divisions.
[[nodiscard]] std::vector<NoteValue> tripletValues(int length);

} // namespace cadenza::exporting
