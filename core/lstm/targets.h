#pragma once

/// Kinds of vectors that would differ from their neighbours in nothing used here, but in build time. To be included
/// before anything else of Highway.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL)
#include <hwy/targets.h>

#include <cstdint>

namespace cadenza::lstm {

/// Calls `visit` once for each kind of vector that this processor can run, the widest first, with Highway's dynamic
/// dispatch set to it. For tests: not while others dispatch.
template <class Visit>
void forEachTarget(const Visit& visit)
{
    for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
        hwy::SetSupportedTargetsForTest(target);
        hwy::GetChosenTarget().Update(hwy::SupportedTargets());
        visit();
    }
    hwy::SetSupportedTargetsForTest(0);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

} // namespace cadenza::lstm
