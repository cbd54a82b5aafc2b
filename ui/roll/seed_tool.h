#pragma once

#include "ui/roll/roll_content.h"
#include "ui/roll/roll_geometry.h"

#include <optional>

namespace cadenza::ui {

enum class SeedPart { None, Band, LeftEdge, RightEdge };

/// The seed window as the hand meets it: what of it is under the mouse, and where dragging or a key takes it. Windows
/// begin with a whole chord and stay inside the piece. A plain class: x is in pixels of the geometry.
class SeedTool {
public:
    static constexpr std::size_t kFewest = 16, kMost = 256;

    [[nodiscard]] const std::optional<NoteRange>& window() const { return window_; }
    void setWindow(std::optional<NoteRange> window) { window_ = window; }
    /// Notes of a new window.
    void setLength(std::size_t notes) { length_ = notes; }
    [[nodiscard]] std::size_t length() const { return length_; }

    [[nodiscard]] SeedPart partAt(double x, const RollContent& content, const RollGeometry& geometry) const;
    [[nodiscard]] bool dragging() const { return grabbed_ != SeedPart::None; }
    /// Takes hold of what is under `x`; beside the window it first puts a new one there. True if the window changed.
    bool press(double x, const RollContent& content, const RollGeometry& geometry);
    bool drag(double x, const RollContent& content, const RollGeometry& geometry);
    void release() { grabbed_ = SeedPart::None; }

    /// By keyboard: one chord or note earlier (−1) or later (1); one bar; one chord or note shorter or longer.
    bool step(int direction, const RollContent& content);
    bool stepBar(int direction, const RollContent& content);
    bool lengthen(int direction, const RollContent& content);
    bool moveTo(std::size_t first, const RollContent& content);

    /// Where the band begins and ends, in ticks. Precondition: the range is not empty and lies in the content.
    [[nodiscard]] static std::pair<double, double> ticksOf(const NoteRange& range, const RollContent& content);

private:
    bool change(NoteRange window, const RollContent& content);

    std::optional<NoteRange> window_;
    std::size_t length_{64};
    SeedPart grabbed_{SeedPart::None};
    double grabOffset_{0.0}; ///< ticks from the window's start to where it was grabbed
};

} // namespace cadenza::ui
