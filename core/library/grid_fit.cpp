#include "core/library/grid_fit.h"

#include <algorithm>
#include <cstdint>

namespace cadenza::library {

GridFit gridFit(const midi::Piece& piece)
{
    constexpr std::int64_t kSteps = 24;
    const std::int64_t ppq = std::max(1, piece.ticksPerQuarter);
    const std::int64_t tolerance = std::max<std::int64_t>(1, ppq / 480);
    GridFit fit;
    for (const midi::Part& part : piece.parts) {
        for (const midi::Note& note : part.notes) {
            // In units of 1/24 tick a step is exactly `ppq` long, whatever the division.
            const std::int64_t inStep = note.onset.value * kSteps % ppq;
            const std::int64_t distance = std::min(inStep, ppq - inStep);
            ++fit.onsets;
            fit.onGrid += distance <= tolerance * kSteps ? 1 : 0;
        }
    }
    return fit;
}

} // namespace cadenza::library
