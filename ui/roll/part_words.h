#pragma once

#include "core/midi/instruments.h"
#include "core/midi/piece.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace cadenza::ui {

/// "Violin", "Drums": what plays a part, by its program.
[[nodiscard]] QString instrumentWords(const midi::Part& part);

/// "Violin", "Strings": a General MIDI program, and a family of them.
[[nodiscard]] QString programWords(std::uint8_t program);
[[nodiscard]] QString familyWords(midi::Family family);

/// What the parts of a piece are called, in its order: by their own names, else by their instruments, numbered where
/// several would be called the same.
[[nodiscard]] std::vector<QString> partNames(const midi::Piece& piece);

/// "Closed hi-hat", or the name of the pitch where a key of the drum channel has none.
[[nodiscard]] QString drumWords(int key);

} // namespace cadenza::ui
