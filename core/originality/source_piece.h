#pragma once

#include "core/encoding/encoder.h"
#include "core/encoding/event.h"
#include "core/midi/piece.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace cadenza::originality {

/// A piece of known music, as an index reads it.
struct SourcePiece {
    std::string name; ///< for people
    std::vector<encoding::Event> events;
    std::vector<std::uint32_t> bars{}; ///< in which each event begins, from 1; empty where nobody asks
};

/// `stream` encodes `piece`.
[[nodiscard]] SourcePiece sourcePieceOf(std::string name, const midi::Piece& piece,
                                        const encoding::EventStream& stream);

/// How a note follows the one before: its step, and the interval without its octaves. Transposing, other octaves,
/// durations or dynamics change nothing.
using Token = std::uint16_t;
/// One for each event but the first.
[[nodiscard]] std::vector<Token> tokensOf(std::span<const encoding::Event> events);

} // namespace cadenza::originality
