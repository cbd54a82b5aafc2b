#pragma once

#include "core/training/trainer.h"

#include <functional>

namespace cadenza::training {

/// Shares of notes that always guessing the most common class of this music would get right.
struct Baseline {
    double step{0.0};
    double pitch{0.0};
    double duration{0.0};
    double velocity{0.0};
    friend bool operator==(const Baseline&, const Baseline&) = default;
};

/// Over every note but the first of each piece that `counts`. All 0 where there is none.
[[nodiscard]] Baseline baselineOf(const Corpus& corpus, const std::function<bool(const CorpusPiece&)>& counts);
/// Of the music that is held out, else of all.
[[nodiscard]] Baseline baselineOfValidation(const Corpus& corpus);

} // namespace cadenza::training
