#pragma once

#include "core/library/library.h"
#include "ui/roll/roll_content.h"

#include <QString>

namespace cadenza::ui {

/// The line under a piece's title: "Bach · 549 notes · 2:05 · C major · 4/4 · ♩ = 66".
[[nodiscard]] QString factsOf(const library::Entry& entry);

/// Where a seed lies: "Bars 13–17 · 64 notes".
[[nodiscard]] QString seedPlace(const RollContent& content, const NoteRange& range);

} // namespace cadenza::ui
