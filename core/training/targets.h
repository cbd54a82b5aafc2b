#pragma once

#include "core/encoding/classes.h"
#include "core/encoding/event.h"

namespace cadenza::training {

/// Whether the tempo of `next` counts as a target: its onset lies in another quarter than the one before.
[[nodiscard]] inline bool predictsTempo(const encoding::Event& previous, const encoding::Event& next)
{
    return previous.beat + encoding::resolveStep(next.step, previous.beat, next.beat) >= encoding::kStepsPerQuarter;
}

/// Whether the pedal of `next` counts as a target: once per onset.
[[nodiscard]] inline bool predictsPedal(const encoding::Event& next)
{
    return next.step > 0;
}

} // namespace cadenza::training
