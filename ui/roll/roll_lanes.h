#pragma once

#include "ui/roll/roll_raster.h"

#include <QImage>

namespace cadenza::ui {

/// Bars under the notes, as high as their velocities; in each pixel column the strongest is on top. `picture.size` is
/// the lane's, in device pixels; only the geometry's x counts. Any thread.
[[nodiscard]] QImage paintVelocities(const RollContent& content, const RollPicture& picture,
                                     const RollColours& colours);

/// Where the pedal is down, as a band; with gaps of a pixel, so that each new pedal is seen. Any thread.
[[nodiscard]] QImage paintPedal(const RollContent& content, const RollPicture& picture, const RollColours& colours,
                                QRgb band);

} // namespace cadenza::ui
