#pragma once

#include "ui/roll/roll_colours.h"

#include <QImage>
#include <QSize>

namespace cadenza::ui {

/// The colour of a part of an ensemble as a note of it is painted, large enough to tell its fill.
[[nodiscard]] QImage partSwatch(std::size_t part, const RollColours& colours, QSize size, qreal devicePixelRatio);

} // namespace cadenza::ui
