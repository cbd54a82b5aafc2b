#pragma once

#include "core/generation/generator.h"

#include <QString>

namespace cadenza::ui {

/// Faithful (0) to adventurous (1) as settings: every temperature is multiplied by 2^(1.2 (daring − ½)), and the pitch
/// threshold divided by its square, so that ½ gives the usual settings, 0 about two thirds of the usual temperatures
/// and 1 one and a half times them. Above ½ the hold of the seed's texture loosens too, to none at 1.
[[nodiscard]] generation::GenerationSettings settingsFor(double daring);

/// The daring, in hundredths, whose pitch temperature comes nearest to that of the settings.
[[nodiscard]] double daringOf(const generation::GenerationSettings& settings);
/// Whether temperatures, thresholds and the hold of the texture are those of this daring.
[[nodiscard]] bool isOf(const generation::GenerationSettings& settings, double daring);

/// "Faithful", "Balanced", "Adventurous" and what lies between.
[[nodiscard]] QString wordsFor(double daring);

} // namespace cadenza::ui
