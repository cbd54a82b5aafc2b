#pragma once

#include "ui/training/elsewhere_state.h"
#include "ui/training/training_story.h"

#include <QString>

namespace cadenza::ui {

/// How a run stands that trains elsewhere, in two or three words: "elsewhere, waiting".
[[nodiscard]] QString shortWordsOf(const ElsewhereState& state);
/// The same in a sentence or two, with what to do; `story` is the run's own.
[[nodiscard]] QString wordsOf(const ElsewhereState& state, const QString& folder, const TrainingStory& story);

} // namespace cadenza::ui
