#pragma once

#include "ui/style/palette.h"

#include <QString>

namespace cadenza::ui {

/// The application's style sheet (ui/style/style_sheet.qss) with the palette's colours in place of its `@names`.
[[nodiscard]] QString styleSheet(const Palette& palette);

} // namespace cadenza::ui
