#pragma once

#include "ui/training/training_material.h"

#include <vector>

namespace cadenza::ui {

/// The words that select parts of this music: the families of instruments in it, and the names that parts of ensembles
/// go by, at most 17 of either, those with most notes first. None where no piece has several parts, nor of a kind where
/// there is nothing to choose between. Takes a tenth of a second for 10,000 pieces with as many different parts: what a
/// word means is looked up once for all that it cannot tell apart.
[[nodiscard]] std::vector<OfferedPart> partsOffered(const std::vector<library::Entry>& entries);

} // namespace cadenza::ui
