#include "core/originality/resemblance.h"

#include <algorithm>

namespace cadenza::originality {

double copiedShare(std::span<const std::uint32_t> runs)
{
    if (runs.empty())
        return 0.0;
    const auto copied = std::ranges::count_if(runs, [](std::uint32_t run) { return run >= kCopiedNotes; });
    return static_cast<double>(copied) / static_cast<double>(runs.size());
}

} // namespace cadenza::originality
