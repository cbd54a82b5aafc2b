#pragma once

#include "ui/roll/note_edits.h"
#include "ui/roll/roll_content.h"
#include "ui/roll/roll_geometry.h"

#include <QPointF>
#include <QRectF>

#include <cstddef>
#include <optional>
#include <vector>

namespace cadenza::ui {

/// Notes as the hand changes them: which are chosen, what a drag is about to do, and the edit it comes to. A plain
/// class: points are in pixels of the geometry; edits are wishes, which somebody else carries out.
class EditTool {
public:
    void setGrid(Tick grid) { grid_ = grid; } ///< > 0
    [[nodiscard]] Tick grid() const { return grid_; }
    /// Whether a press beside all notes draws one; it starts a selection frame otherwise.
    void setDrawing(bool drawing) { drawing_ = drawing; }
    [[nodiscard]] bool drawing() const { return drawing_; }

    [[nodiscard]] const std::vector<std::size_t>& chosen() const { return chosen_; } ///< ascending
    void choose(std::vector<std::size_t> notes);
    void chooseAll(const RollContent& content); ///< that are shown
    void keepShown(const RollContent& content); ///< lets go of notes that are hidden or gone
    [[nodiscard]] bool isChosen(std::size_t note) const;
    /// The chosen note that a keyboard is at; nothing when none is chosen.
    [[nodiscard]] std::optional<std::size_t> focused() const;
    /// Chooses the note before (−1) or after (1); the first or last when none is chosen. Hidden ones are passed
    /// over.
    void step(int direction, const RollContent& content);

    enum class Grip { None, Body, End, Frame, Pen, Velocity };
    [[nodiscard]] Grip gripAt(QPointF at, const RollContent& content, const RollGeometry& geometry) const;
    [[nodiscard]] bool dragging() const { return grip_ != Grip::None; }
    [[nodiscard]] bool gripsVelocity() const { return grip_ == Grip::Velocity; }
    /// `extend` adds to what is chosen, or takes away.
    void press(QPointF at, bool extend, const RollContent& content, const RollGeometry& geometry);
    /// In the lane of velocities, `height` pixels high: takes hold of the onset nearest to `at`. The notes that are
    /// chosen there change together with all others that are chosen; where none is, all of the onset are. True if there
    /// is one in reach.
    bool pressVelocity(QPointF at, int height, const RollContent& content, const RollGeometry& geometry);
    void drag(QPointF at, const RollContent& content, const RollGeometry& geometry);
    /// What the drag came to; nothing when it changed no notes.
    [[nodiscard]] std::optional<NoteEdit> release();
    void cancel();

    /// How a drag would leave a note that is chosen.
    [[nodiscard]] RollNote previewOf(const RollNote& note) const;
    [[nodiscard]] const std::optional<midi::Note>& drawn() const { return drawn_; } ///< while the pen is down
    [[nodiscard]] std::optional<QRectF> frame() const;

private:
    [[nodiscard]] std::int64_t onGrid(double ticks) const;
    void chooseInFrame(const RollContent& content, const RollGeometry& geometry);
    [[nodiscard]] std::uint16_t partToDraw(const RollContent& content) const;

    Tick grid_{120};
    bool drawing_{false};
    std::vector<std::size_t> chosen_;
    Grip grip_{Grip::None};
    QPointF pressedAt_, draggedTo_;
    double pressedTick_{0.0};
    int pressedPitch_{60};
    Tick by_;
    int steps_{0};
    int laneHeight_{0};
    std::uint8_t pressedVelocity_{64}; ///< of the loudest that was taken hold of
    std::optional<midi::Note> drawn_;
    std::uint16_t drawnPart_{0};
};

} // namespace cadenza::ui
