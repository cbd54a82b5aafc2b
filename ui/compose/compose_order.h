#pragma once

#include "core/generation/generator.h"

#include <cstddef>
#include <cstdint>

namespace cadenza::ui {

/// What the controls of the compose page ask for; with a seed and a network it is a `GenerationRequest`.
struct ComposeOrder {
    generation::GenerationSettings settings;
    std::size_t notes{200};
    std::size_t takes{4};
    std::uint64_t randomSeed{1};
};

} // namespace cadenza::ui
