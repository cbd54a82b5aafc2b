#pragma once

#include "core/training/training_config.h"

#include <optional>
#include <string_view>

namespace cadenza::training {

/// The word of records, training folders and the command line.
[[nodiscard]] constexpr const char* nameOf(Arithmetic arithmetic)
{
    return arithmetic == Arithmetic::BFloat16 ? "bfloat16" : "float";
}

[[nodiscard]] constexpr std::optional<Arithmetic> arithmeticNamed(std::string_view name)
{
    for (const auto arithmetic : {Arithmetic::Float32, Arithmetic::BFloat16})
        if (name == nameOf(arithmetic))
            return arithmetic;
    return std::nullopt;
}

} // namespace cadenza::training
