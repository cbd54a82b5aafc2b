#pragma once

#include "core/midi/piece.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace cadenza::library {

/// What is known of a part without its notes.
struct PartSummary {
    std::string name; ///< as the file has it; may be empty
    std::uint8_t program{0};
    std::uint8_t channel{0};
    bool drums{false};
    std::size_t notes{0};
    friend bool operator==(const PartSummary&, const PartSummary&) = default;
};

/// The parts of a piece in their order.
[[nodiscard]] std::vector<PartSummary> partsOf(const midi::Piece& piece);

/// The part without its notes: for what `midi` says of instruments.
[[nodiscard]] midi::Part silentPart(const PartSummary& part);

} // namespace cadenza::library
