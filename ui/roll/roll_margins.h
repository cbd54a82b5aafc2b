#pragma once

#include "ui/roll/roll_colours.h"
#include "ui/roll/roll_content.h"
#include "ui/roll/roll_geometry.h"
#include "ui/style/palette.h"

#include <QColor>
#include <QImage>
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
    static constexpr int kVelocityHeight = 44, kPedalHeight = 12;
    static constexpr int kDrumNamesWidth = 128;

    /// What stands at the left of the rows.
    enum class Keys { Piano, Drums };
    [[nodiscard]] static Keys keysOf(const RollContent& content)
    {
        return content.onlyDrums() ? Keys::Drums : Keys::Piano;
    }
    [[nodiscard]] static int widthOf(Keys keys) { return keys == Keys::Drums ? kDrumNamesWidth : kKeyboardWidth; }

    /// What stands under the notes.
    struct Lanes {
        bool velocity{false}, pedal{false}, heat{false};
    };
    QRect ruler, keyboard, notes, velocity, pedal, heat; ///< the last three are null where there is no such lane

    [[nodiscard]] static RollLayout of(QSize viewport, Lanes lanes, Keys keys = Keys::Piano);
};

/// What the painters around the notes need to know. Borrowed for one paint event.
struct RollView {
    const RollContent& content;
    const RollGeometry& geometry;
    const RollLayout& layout;
    const Palette& palette;
    const RollColours& colours;
    double ratio; ///< device pixels per device-independent pixel
    QRect dirty;  ///< nothing outside it needs to be painted
};

/// A labelled stretch on the ruler: the seed, the continuation.
struct RulerSpan {
    double fromTick, toTick;
    QColor colour;
    QString label;      ///< when there is room
    QString shortLabel; ///< when there is a little
};

void paintRuler(QPainter& painter, const RollView& view, std::span<const RulerSpan> spans);

/// The keyboard; where only drums are shown, what its keys strike. `struck` lists the pitches that sound or are held
/// down.
void paintKeys(QPainter& painter, const RollView& view, std::span<const int> struck, std::optional<int> hovered);

/// A lane under the notes: its picture, and its name under the keyboard.
void paintLane(QPainter& painter, const RollView& view, const QRect& place, const QImage& picture, const QString& name);

/// The strip of seed scores; `strip` comes from `heatStrip`.
void paintHeat(QPainter& painter, const RollView& view, const QImage& strip, std::span<const std::size_t> best);

/// Scores as ranks within the piece, 0 (worst) … 1 (best): most windows of a good piece score alike, and the strip is
/// to tell them apart.
[[nodiscard]] std::vector<float> ranked(std::span<const float> scores);

/// The best rank that starts in each of `width` pixel columns; −1 where none does.
[[nodiscard]] std::vector<float> heatColumns(const RollContent& content, std::span<const float> heat,
                                             const RollGeometry& geometry, int width);

/// Columns as colours of one hue, one pixel high.
[[nodiscard]] QImage heatStrip(std::span<const float> columns, const Palette& palette);

} // namespace cadenza::ui
