#pragma once

#include "ui/roll/roll_content.h"
#include "ui/roll/roll_geometry.h"

#include <optional>
#include <utility>
#include <vector>

namespace cadenza::ui {

enum class SeedPart { None, Band, LeftEdge, RightEdge };

/// The seed window as the hand meets it: what of it is under the mouse, and where dragging or a key takes it. Windows
/// begin with a whole chord and stay inside the piece; where there are boundaries they begin and end at these. A plain
/// class: x is in pixels of the geometry.
class SeedTool {
public:
    static constexpr std::size_t kFewest = 16, kMost = 256;

    [[nodiscard]] const std::optional<NoteRange>& window() const { return window_; }
    void setWindow(std::optional<NoteRange> window) { window_ = window; }
    /// Notes of a new window.
    void setLength(std::size_t notes) { length_ = notes; }
    [[nodiscard]] std::size_t length() const { return length_; }
    /// Ascending notes at which windows begin and end, such as those of bars or phrases; none: at any chord.
    void setBoundaries(std::vector<std::size_t> notes) { boundaries_ = std::move(notes); }
    /// Whether a press or a drag, until it ends, keeps to them.
    void setSnapping(bool on) { snapping_ = on; }

    [[nodiscard]] SeedPart partAt(double x, const RollContent& content, const RollGeometry& geometry) const;
    [[nodiscard]] bool dragging() const { return grabbed_ != SeedPart::None; }
    /// Takes hold of what is under `x`; beside the window it first puts a new one there. True if the window changed.
    bool press(double x, const RollContent& content, const RollGeometry& geometry);
    bool drag(double x, const RollContent& content, const RollGeometry& geometry);
    void release()
    {
        grabbed_ = SeedPart::None;
        snapping_ = true;
    }

    /// By keyboard: one chord, note or boundary earlier (−1) or later (1); one bar; one chord, note or boundary shorter
    /// or longer.
    bool step(int direction, const RollContent& content);
    bool stepBar(int direction, const RollContent& content);
    bool lengthen(int direction, const RollContent& content);
    bool moveTo(std::size_t first, const RollContent& content);

    /// Where the band begins and ends, in ticks. Precondition: the range is not empty and lies in the content.
    [[nodiscard]] static std::pair<double, double> ticksOf(const NoteRange& range, const RollContent& content);

private:
    bool change(NoteRange window, const RollContent& content);
    bool snapTo(NoteRange window, const RollContent& content);
    [[nodiscard]] bool snaps() const { return snapping_ && !boundaries_.empty(); }
    [[nodiscard]] std::size_t boundaryBeside(std::size_t note, int direction) const;

    std::optional<NoteRange> window_;
    std::size_t length_{64};
    std::vector<std::size_t> boundaries_;
    bool snapping_{true};
    SeedPart grabbed_{SeedPart::None};
    std::size_t grabCount_{0}; ///< notes of the window when it was grabbed: a drag along boundaries keeps to them
    double grabOffset_{0.0};   ///< ticks from the window's start to where it was grabbed
};

} // namespace cadenza::ui
