#pragma once

#include "core/base/tick.h"
#include "core/library/library.h"

#include <cstddef>
#include <vector>

namespace cadenza::ui {

/// What there is to learn from: the pieces that one model can learn together.
struct TrainingMaterial {
    std::size_t pieces{0};
    std::size_t composers{0};
    std::size_t notes{0};
    Seconds length{0.0};
    std::size_t leftOut{0}; ///< pieces of the other kind: those that keep no beat, or those that do
    bool onTheBeat{true};   ///< the pieces keep a beat; those left out do not
};

/// A collection as training sees it.
struct TrainingSelection {
    std::vector<library::Entry> entries;
    TrainingMaterial material; ///< of these entries
};

/// Music that keeps a beat and recordings that keep none are never mixed in one model: this takes the kind that has
/// more notes. Returns within milliseconds, since only pieces whose grid fit is in doubt are looked through.
[[nodiscard]] TrainingSelection trainableTogether(const library::Library& library);

} // namespace cadenza::ui
