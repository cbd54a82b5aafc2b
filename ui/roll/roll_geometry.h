#pragma once

#include <QPoint>
#include <QSize>

#include <cstdint>

namespace cadenza::ui {

/// Where score time and pitch stand in pixels. A value without a widget; y grows downwards, pitch upwards.
/// Works in any pixel: device-independent ones for the mouse, device pixels (`scaled`) for painting.
struct RollGeometry {
    double pixelsPerTick{0.1};
    double rowHeight{8.0};
    double scrollX{0.0}; ///< content pixels hidden at the left
    double scrollY{0.0}; ///< content pixels hidden at the top
    int lowest{21};      ///< the pitches that have a row
    int highest{108};

    [[nodiscard]] double xOf(double tick) const { return tick * pixelsPerTick - scrollX; }
    [[nodiscard]] double tickAt(double x) const { return (x + scrollX) / pixelsPerTick; }
    /// The top edge of a row, on a whole pixel, so that rows meet without gaps or overlaps.
    [[nodiscard]] int topOf(int pitch) const;
    [[nodiscard]] int bottomOf(int pitch) const { return topOf(pitch - 1); }
    /// The row under `y`, kept inside the rows there are.
    [[nodiscard]] int pitchAt(double y) const;
    [[nodiscard]] int rows() const { return highest - lowest + 1; }
    [[nodiscard]] double contentHeight() const { return rows() * rowHeight; }
    [[nodiscard]] double contentWidth(std::int64_t endTick) const
    {
        return static_cast<double>(endTick) * pixelsPerTick;
    }

    /// `factor` times as wide, with the tick under `x` staying where it is.
    [[nodiscard]] RollGeometry zoomedAt(double x, double factor) const;
    /// `factor` times as tall, with the pitch under `y` staying where it is.
    [[nodiscard]] RollGeometry stretchedAt(double y, double factor) const;
    /// Scrolled back into the content of a viewport.
    [[nodiscard]] RollGeometry clamped(std::int64_t endTick, QSize viewport) const;
    /// Shows ticks 0…`endTick` and these pitches in the whole viewport.
    [[nodiscard]] static RollGeometry fitting(std::int64_t endTick, int lowest, int highest, QSize viewport);
    /// The same view in pixels `factor` times as fine.
    [[nodiscard]] RollGeometry scaled(double factor) const;

    friend bool operator==(const RollGeometry&, const RollGeometry&) = default;
};

} // namespace cadenza::ui
