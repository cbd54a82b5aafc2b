#pragma once

#include "core/library/duplicates.h"
#include "core/library/library.h"
#include "ui/roll/roll_content.h"

#include <QString>

#include <string>
#include <unordered_map>
#include <vector>

namespace cadenza::ui {

/// The line under a piece's title: "Bach · 549 notes · 2:05 · C major · 4/4 · ♩ = 66".
[[nodiscard]] QString factsOf(const library::Entry& entry);

/// What was wrong with the file of a piece, a line each; empty when nothing was.
[[nodiscard]] QString troublesInWords(const library::Entry& entry);

/// What to say of each piece that is the same music as others, by id.
[[nodiscard]] std::unordered_map<std::string, QString> twinsInWords(const library::Library& library,
                                                                    const std::vector<library::Duplicate>& duplicates);

/// Where a seed lies: "Bars 13–17 · 64 notes".
[[nodiscard]] QString seedPlace(const RollContent& content, const NoteRange& range);

} // namespace cadenza::ui
