#pragma once

#include "core/base/result.h"
#include "ui/roll/roll_content.h"
#include "ui/style/palette.h"

#include <filesystem>

namespace cadenza::ui {

/// Writes a picture of the whole roll, with its keyboard and bar numbers, for a target that ends in .png (two pixels a
/// point) or .svg. Very long pieces are drawn narrower, so that every program can open them. Atomic. Fails with
/// TooLittleMusic when there are no notes, Unsupported, NotWritable or DiskFull. Any thread.
[[nodiscard]] Result<void> exportRollPicture(const RollContent& content, const Palette& palette,
                                             const std::filesystem::path& target);

} // namespace cadenza::ui
