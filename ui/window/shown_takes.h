#pragma once

#include "ui/compose/shown_take.h"
#include "ui/document/document.h"

#include <vector>

namespace cadenza::ui {

/// The document's takes as the compose page shows them.
[[nodiscard]] std::vector<ShownTake> shownTakes(const Document& document);

/// The piece that the seed of a take comes from; empty where that is not known. Precondition: it is there.
[[nodiscard]] std::string sourceOf(const Document& document, std::size_t place);

/// Whose the notes of a take are, by note. Precondition: it is there.
[[nodiscard]] std::vector<NoteRole> takeRoles(const Document& document, std::size_t place);

/// Which parts of a take go on as the piece of its seed has them, by part of the take; none where that piece is not
/// read. Precondition: it is there.
[[nodiscard]] std::vector<bool> keptParts(const Document& document, std::size_t place);

/// "Für Elise · notes 1–64".
[[nodiscard]] QString seedName(const library::Entry& entry, const Seed& seed);
/// What a model learnt from, or its name.
[[nodiscard]] QString modelWords(const model::ModelCard& card);

} // namespace cadenza::ui
