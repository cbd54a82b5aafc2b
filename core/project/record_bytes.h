#pragma once

#include "core/generation/generator.h"
#include "core/training/trainer.h"

#include <cstddef>
#include <span>
#include <vector>

namespace cadenza::project {

// Columns of many numbers, as little-endian bytes without padding: the same on every machine.

[[nodiscard]] std::vector<std::byte> toBytes(const training::TrainingReport& report);
/// Numbers that an older report lacks are 0.
[[nodiscard]] training::TrainingReport reportFrom(std::span<const std::byte> bytes);

/// What a take knows of its notes, and its MIDI file does not: events, surprise, insights and interventions.
[[nodiscard]] std::vector<std::byte> insightBytes(const generation::Take& take);
/// Puts them into `take`. False, with the take as it was, where the bytes are damaged.
[[nodiscard]] bool readInsights(std::span<const std::byte> bytes, generation::Take& take);

} // namespace cadenza::project
