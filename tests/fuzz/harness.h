#pragma once

#include <cstdint>
#include <span>

namespace cadenza::fuzz {

/// Any bytes as a MIDI file: reading neither crashes nor invents, and what was read survives writing and reading.
/// Aborts, saying why, when that does not hold.
void readAnyBytes(std::span<const std::uint8_t> bytes);

/// Any bytes as a zip: whatever opens is read, as an import would, within small limits.
void openAnyZip(std::span<const std::uint8_t> bytes);

} // namespace cadenza::fuzz
