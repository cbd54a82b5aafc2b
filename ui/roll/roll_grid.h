#pragma once

#include "core/midi/tempo_map.h"
#include "ui/roll/roll_geometry.h"

#include <cstdint>
#include <vector>

namespace cadenza::ui {

enum class GridKind { Bar, Beat, Subdivision };

/// One vertical line of the roll.
struct GridLine {
    int x{0};
    GridKind kind{GridKind::Bar};
    int bar{0}; ///< from 1
    friend bool operator==(const GridLine&, const GridLine&) = default;
};

/// The lines between x = 0 and `width`, left to right: bars always (every 2nd, 4th, 8th … when they crowd), beats
/// and subdivisions only when there is room for them. `scale` is pixels per device-independent pixel; `subdivision` is
/// in ticks, sixteenths when it is 0, and drawn where it divides the beat.
[[nodiscard]] std::vector<GridLine> gridLines(const midi::TempoMap& time, int ticksPerQuarter,
                                              const RollGeometry& geometry, int width, double scale,
                                              std::int64_t subdivision = 0);

/// Bars between two labels (1, 2, 4, 8 …: phrases are built in twos) so that labels of `labelWidth` do not touch.
[[nodiscard]] int barLabelStep(double pixelsPerBar, double labelWidth);

} // namespace cadenza::ui
