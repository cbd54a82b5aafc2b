#pragma once

#include "core/base/result.h"
#include "ui/style/palette.h"
#include "ui/training/chart_drawing.h"

#include <QFont>
#include <QSize>

#include <filesystem>

namespace cadenza::ui {

/// Writes a chart as it is seen, for a target that ends in .png (two pixels a point) or .svg, or the numbers of its
/// lines for .csv: line, seconds, value, smoothed. Atomic. Fails with TooLittleMusic when there is no point,
/// Unsupported, NotWritable or DiskFull. Any thread.
[[nodiscard]] Result<void> exportChart(ChartDrawing drawing, const Palette& palette, const QFont& font, QSize size,
                                       const std::filesystem::path& target);

} // namespace cadenza::ui
