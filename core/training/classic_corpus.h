#pragma once

#include "core/training/baseline.h"
#include "core/training/trainer.h"

#include <cstddef>
#include <optional>
#include <span>
#include <stop_token>

namespace cadenza::training {

/// Tokens that stand before each one that is predicted: the published windows are 64 long.
inline constexpr std::size_t kClassicContext = 64;

/// The tokens of the entries' files (of their music, where a file cannot be read, and of the selected parts, as the
/// published system took the tracks of some instruments), with the vocabulary of all of them.
/// `ClassicSplit::Windows` makes one piece of everything, in the order of `entries`; else works are held out as
/// `makeCorpus` does. Fails with TooLittleMusic or Cancelled.
[[nodiscard]] Result<CorpusSnapshot> makeClassicCorpus(std::span<const library::Entry> entries,
                                                       const TrainingConfig& config, std::stop_token stop,
                                                       const std::optional<Split>& split);

/// Shares of the held-out tokens that always guessing the most common class of them would get right; of all where none
/// is held out.
[[nodiscard]] Baseline classicBaseline(const Corpus& corpus);

} // namespace cadenza::training
