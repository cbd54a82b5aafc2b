#pragma once

#include "core/generation/generator.h"
#include "core/generation/part_takes.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace cadenza::ui {

/// What becomes of parts, by what they are known by from piece to piece (`partKeys`); others are made new.
using PartRoles = std::map<std::string, generation::PartRole>;

/// What the controls of the compose page ask for; with a seed and a network it is a `GenerationRequest`.
struct ComposeOrder {
    generation::GenerationSettings settings;
    std::size_t takes{4};
    std::uint64_t randomSeed{1};
    bool listen{true}; ///< to the first take while it is made
    PartRoles parts{};

    [[nodiscard]] std::size_t notes() const { return generation::mostNotes(settings.ending); }
    friend bool operator==(const ComposeOrder&, const ComposeOrder&) = default;
};

/// As a project keeps it, and back; nothing where the text is none.
[[nodiscard]] std::string toText(const ComposeOrder& order);
[[nodiscard]] std::optional<ComposeOrder> composeOrderFrom(const std::string& text);

} // namespace cadenza::ui
