#pragma once

namespace cadenza::ui {

/// Whether things move as little as can be: nothing glides, blinks or fades, and the playhead steps. GUI thread.
[[nodiscard]] bool motionReduced();

/// Holds at once for what asks each time, and for Qt's own controls. Precondition: `applyTheme` was called.
void setMotionReduced(bool reduced);

} // namespace cadenza::ui
