#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace cadenza::encoding {

/// Pitch classes in normal order: of their rotations, beginning with the one that starts lowest, the first whose form,
/// or whose inversion's form, is the prime form: the smallest span, then the smallest intervals from below (A. Forte,
/// “The Structure of Atonal Music”, 1973, as music21 5.5 has it). Duplicates fall away; no pitches give no classes.
[[nodiscard]] std::vector<int> normalOrder(std::span<const std::uint8_t> pitches);

} // namespace cadenza::encoding
