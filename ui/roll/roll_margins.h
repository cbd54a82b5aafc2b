#pragma once

#include "ui/roll/roll_content.h"
#include "ui/roll/roll_geometry.h"
#include "ui/style/palette.h"

#include <QColor>
#include <QRect>
#include <QString>

#include <optional>
#include <span>
#include <vector>

class QPainter;

namespace cadenza::ui {

/// The places inside a roll, in device-independent pixels of its viewport.
struct RollLayout {
    static constexpr int kKeyboardWidth = 48, kRulerHeight = 30, kHeatHeight = 10, kHeatGap = 3;

    QRect ruler, keyboard, notes, heat;

    [[nodiscard]] static RollLayout of(QSize viewport, bool withHeat);
};

/// What the painters around the notes need to know. Borrowed for one paint event.
struct RollView {
    const RollContent& content;
    const RollGeometry& geometry;
    const RollLayout& layout;
    const Palette& palette;
    double ratio; ///< device pixels per device-independent pixel
};

/// A labelled stretch on the ruler: the seed, the continuation.
struct RulerSpan {
    double fromTick, toTick;
    QColor colour;
    QString label;      ///< when there is room
    QString shortLabel; ///< when there is a little
};

void paintRuler(QPainter& painter, const RollView& view, std::span<const RulerSpan> spans);

/// `struck` lists the pitches that sound or are held down.
void paintKeyboard(QPainter& painter, const RollView& view, std::span<const int> struck, std::optional<int> hovered);

/// The strip of seed scores: one pixel per column of `columns`, each the best window that starts there, 0…1.
void paintHeat(QPainter& painter, const RollView& view, std::span<const float> columns,
               std::span<const std::size_t> best);

/// The best score that starts in each of `width` pixel columns, stretched over the piece's own range; −1 where none
/// does.
[[nodiscard]] std::vector<float> heatColumns(const RollContent& content, std::span<const float> heat,
                                             const RollGeometry& geometry, int width);

} // namespace cadenza::ui
