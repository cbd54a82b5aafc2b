#include "ui/roll/edit_tool.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace cadenza::ui {
namespace {

constexpr double kEndReach = 5.0;    ///< pixels before the end of a note that take hold of it
constexpr double kRoomForEnd = 14.0; ///< a shorter note is for moving only
constexpr std::uint8_t kDrawnVelocity = 72;
constexpr double kLaneReach = 8.0; ///< pixels around a velocity that take hold of it
constexpr int kLoudest = 127;

std::vector<std::size_t> shownNotes(const RollContent& content)
{
    std::vector<std::size_t> shown;
    for (std::size_t note = 0; note < content.notes().size(); ++note)
        if (!content.notes()[note].hidden)
            shown.push_back(note);
    return shown;
}

} // namespace

void EditTool::choose(std::vector<std::size_t> notes)
{
    std::ranges::sort(notes);
    chosen_ = std::move(notes);
}

void EditTool::chooseAll(const RollContent& content)
{
    chosen_ = shownNotes(content);
}

void EditTool::keepShown(const RollContent& content)
{
    std::erase_if(chosen_,
                  [&](std::size_t note) { return note >= content.notes().size() || content.notes()[note].hidden; });
}

bool EditTool::isChosen(std::size_t note) const
{
    return std::ranges::binary_search(chosen_, note);
}

std::optional<std::size_t> EditTool::focused() const
{
    return chosen_.empty() ? std::nullopt : std::optional(chosen_.back());
}

void EditTool::step(int direction, const RollContent& content)
{
    const std::vector<std::size_t> shown = shownNotes(content);
    if (shown.empty())
        return;
    if (chosen_.empty()) {
        chosen_ = {direction > 0 ? shown.front() : shown.back()};
    } else if (direction > 0) {
        const auto next = std::ranges::upper_bound(shown, chosen_.back());
        chosen_ = {next == shown.end() ? shown.back() : *next};
    } else {
        const auto at = std::ranges::lower_bound(shown, chosen_.front());
        chosen_ = {at == shown.begin() ? shown.front() : *(at - 1)};
    }
}

EditTool::Grip EditTool::gripAt(QPointF at, const RollContent& content, const RollGeometry& geometry) const
{
    const auto note = content.noteAt(geometry.tickAt(at.x()), geometry.pitchAt(at.y()));
    if (!note)
        return drawing_ ? Grip::Pen : Grip::Frame;
    const double left = geometry.xOf(static_cast<double>(content.notes()[*note].onset));
    const double right = geometry.xOf(static_cast<double>(content.notes()[*note].end));
    return right - left >= kRoomForEnd && at.x() >= right - kEndReach ? Grip::End : Grip::Body;
}

std::int64_t EditTool::onGrid(double ticks) const
{
    const auto grid = static_cast<double>(grid_.value);
    return static_cast<std::int64_t>(std::llround(ticks / grid)) * grid_.value;
}

void EditTool::press(QPointF at, bool extend, const RollContent& content, const RollGeometry& geometry)
{
    grip_ = gripAt(at, content, geometry);
    drawnPart_ = partToDraw(content);
    pressedAt_ = draggedTo_ = at;
    pressedTick_ = geometry.tickAt(at.x());
    pressedPitch_ = geometry.pitchAt(at.y());
    by_ = {};
    steps_ = 0;
    if (grip_ == Grip::Body || grip_ == Grip::End) {
        const std::size_t note = *content.noteAt(pressedTick_, pressedPitch_);
        if (extend && isChosen(note))
            std::erase(chosen_, note);
        else if (extend)
            chosen_.insert(std::ranges::lower_bound(chosen_, note), note);
        else if (!isChosen(note))
            chosen_ = {note};
    } else if (!extend) {
        chosen_.clear();
    }
    if (grip_ == Grip::Pen) {
        const auto start = static_cast<std::int64_t>(std::max(0.0, pressedTick_)) / grid_.value * grid_.value;
        drawn_ = midi::Note{Tick{start}, grid_, static_cast<std::uint8_t>(pressedPitch_), kDrawnVelocity,
                            midi::Hand::Unknown};
    }
}

bool EditTool::pressVelocity(QPointF at, int height, const RollContent& content, const RollGeometry& geometry)
{
    if (content.empty())
        return false;
    const std::size_t first = content.nearestOnset(geometry.tickAt(at.x()));
    if (std::abs(geometry.xOf(static_cast<double>(content.notes()[first].onset)) - at.x()) > kLaneReach)
        return false;
    std::vector<std::size_t> here;
    for (std::size_t note = first; note < content.nextOnset(first); ++note)
        if (!content.notes()[note].hidden)
            here.push_back(note);
    if (here.empty())
        return false;
    if (std::ranges::none_of(here, [this](std::size_t note) { return isChosen(note); }))
        chosen_ = here;
    std::erase_if(here, [this](std::size_t note) { return !isChosen(note); });
    pressedVelocity_ = content.notes()[here.front()].velocity;
    for (const std::size_t note : here)
        pressedVelocity_ = std::max(pressedVelocity_, content.notes()[note].velocity);
    grip_ = Grip::Velocity;
    laneHeight_ = std::max(1, height);
    drag(at, content, geometry);
    return true;
}

void EditTool::drag(QPointF at, const RollContent& content, const RollGeometry& geometry)
{
    draggedTo_ = at;
    const double tick = geometry.tickAt(at.x());
    switch (grip_) {
    case Grip::None: break;
    case Grip::Body:
        by_ = Tick{onGrid(tick - pressedTick_)};
        steps_ = geometry.pitchAt(at.y()) - pressedPitch_;
        break;
    case Grip::End: by_ = Tick{onGrid(tick - pressedTick_)}; break;
    case Grip::Frame: chooseInFrame(content, geometry); break;
    case Grip::Velocity:
        steps_ = std::clamp(static_cast<int>(std::lround(kLoudest * (1.0 - at.y() / laneHeight_))), 1, kLoudest)
                 - pressedVelocity_;
        break;
    case Grip::Pen:
        drawn_->duration = std::max(grid_, Tick{onGrid(tick - static_cast<double>(drawn_->onset.value))});
        break;
    }
}

void EditTool::chooseInFrame(const RollContent& content, const RollGeometry& geometry)
{
    const QRectF area = *frame();
    const double from = geometry.tickAt(area.left());
    const double to = geometry.tickAt(area.right());
    const int highest = geometry.pitchAt(area.top());
    const int lowest = geometry.pitchAt(area.bottom());
    chosen_.clear();
    const NoteRange touched = content.touching(from, to);
    for (std::size_t i = touched.first; i < touched.end(); ++i) {
        const RollNote& note = content.notes()[i];
        if (!note.hidden && note.pitch >= lowest && note.pitch <= highest && static_cast<double>(note.end) > from)
            chosen_.push_back(i);
    }
}

/// That of the note that is chosen, such as the one drawn before; else the first that is shown.
std::uint16_t EditTool::partToDraw(const RollContent& content) const
{
    const auto note = focused();
    return note && *note < content.notes().size() ? content.notes()[*note].part
                                                  : static_cast<std::uint16_t>(content.firstShownPart());
}

std::optional<NoteEdit> EditTool::release()
{
    const Grip grip = std::exchange(grip_, Grip::None);
    const Tick by = std::exchange(by_, {});
    const int steps = std::exchange(steps_, 0);
    if (const auto drawn = std::exchange(drawn_, {}); grip == Grip::Pen && drawn)
        return NoteEdit{EditKind::Draw, {}, {}, 0, *drawn, drawnPart_};
    if (chosen_.empty() || (by == Tick{} && steps == 0))
        return std::nullopt;
    if (grip == Grip::Body)
        return NoteEdit{EditKind::Move, chosen_, by, steps};
    if (grip == Grip::End)
        return NoteEdit{EditKind::Stretch, chosen_, by, 0};
    if (grip == Grip::Velocity)
        return NoteEdit{EditKind::Velocity, chosen_, {}, steps};
    return std::nullopt;
}

void EditTool::cancel()
{
    grip_ = Grip::None;
    by_ = {};
    steps_ = 0;
    drawn_.reset();
}

RollNote EditTool::previewOf(const RollNote& note) const
{
    RollNote moved = note;
    moved.end += by_.value;
    if (grip_ == Grip::Body) {
        moved.onset += by_.value;
        moved.pitch = static_cast<std::uint8_t>(std::clamp(note.pitch + steps_, 0, 127));
    }
    if (grip_ == Grip::Velocity)
        moved.velocity = static_cast<std::uint8_t>(std::clamp(note.velocity + steps_, 1, kLoudest));
    moved.end = std::max(moved.end, moved.onset + 1);
    return moved;
}

std::optional<QRectF> EditTool::frame() const
{
    return grip_ == Grip::Frame ? std::optional(QRectF(pressedAt_, draggedTo_).normalized()) : std::nullopt;
}

} // namespace cadenza::ui
