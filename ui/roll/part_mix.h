#pragma once

#include <cstddef>
#include <vector>

namespace cadenza::ui {

/// Whether a part is seen, and how it is heard.
struct PartState {
    bool shown{true};
    bool muted{false};
    bool solo{false}; ///< where any part is, only those are heard
    friend bool operator==(const PartState&, const PartState&) = default;
};

/// The states of the parts of a piece, in its order; parts beyond the end are shown and heard.
using PartMix = std::vector<PartState>;

/// By part, the place of its colour among those of parts; parts beyond the end have their own place.
using PartHues = std::vector<std::size_t>;

[[nodiscard]] inline PartState stateOf(const PartMix& mix, std::size_t part)
{
    return part < mix.size() ? mix[part] : PartState{};
}

} // namespace cadenza::ui
