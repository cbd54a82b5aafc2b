#pragma once

#include "core/generation/generator.h"
#include "ui/document/document.h"

#include <span>
#include <vector>

namespace cadenza::ui {

/// What is known of each note of a take, by note index: its own notes', and those of the takes it goes on from; null
/// for a seed's. Pointers into `takes`.
[[nodiscard]] std::vector<const generation::NoteInsight*>
insightsByNote(std::span<const generation::Take> takes, std::span<const Descent> descents, std::size_t take);

} // namespace cadenza::ui
