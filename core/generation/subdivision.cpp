#include "core/generation/subdivision.h"

#include <array>

namespace cadenza::generation {
namespace {

constexpr double kEnough = 0.98;

} // namespace

double shareOnSubdivision(std::span<const encoding::Event> events, int parts)
{
    double onsets = 0.0, on = 0.0;
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (i > 0 && events[i].step == 0)
            continue; // a note of the same onset
        onsets += 1.0;
        on += events[i].beat % (encoding::kBeatClasses / parts) == 0 ? 1.0 : 0.0;
    }
    return onsets > 0.0 ? on / onsets : 1.0;
}

int subdivisionOf(std::span<const encoding::Event> events)
{
    for (const int parts : std::array{1, 2, 3, 4, 6, 8, 12})
        if (shareOnSubdivision(events, parts) >= kEnough)
            return parts;
    return encoding::kBeatClasses;
}

} // namespace cadenza::generation
