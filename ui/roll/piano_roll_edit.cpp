#include "ui/roll/piano_roll.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>

namespace cadenza::ui {

void PianoRoll::editPress(const QMouseEvent& event)
{
    const QPointF at = event.position() - QPointF(layout_.notes.topLeft());
    const bool extend = event.modifiers() & (Qt::ShiftModifier | Qt::ControlModifier);
    edit_.press(at, extend, content_, geometry_);
    if (edit_.drawn())
        Q_EMIT keyStruck(edit_.drawn()->pitch);
    else if (const auto note = edit_.focused(); note && edit_.dragging() && !edit_.frame())
        Q_EMIT keyStruck(content_.notes()[*note].pitch);
    chosenChanged();
}

void PianoRoll::velocityPress(QPointF at)
{
    if (edit_.pressVelocity(at - QPointF(layout_.velocity.topLeft()), layout_.velocity.height(), content_, geometry_))
        chosenChanged();
}

void PianoRoll::wish(EditKind kind, Tick by, int steps)
{
    if (!edit_.chosen().empty())
        Q_EMIT editWished({kind, edit_.chosen(), by, steps});
}

/// Left and Right choose a note, with Alt they move it, with Shift its end; Up and Down transpose, with Shift by
/// octaves, with Alt they change the velocity.
bool PianoRoll::editKey(const QKeyEvent& event)
{
    if (mode_ != RollMode::Editing)
        return false;
    const bool shift = event.modifiers() & Qt::ShiftModifier;
    const bool alt = event.modifiers() & Qt::AltModifier;
    const int direction = event.key() == Qt::Key_Left || event.key() == Qt::Key_Down ? -1 : 1;
    const Tick grid{direction * edit_.grid().value};
    switch (event.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (alt || shift)
            wish(alt ? EditKind::Move : EditKind::Stretch, grid);
        else {
            edit_.step(direction, content_);
            chosenChanged();
            if (const auto note = edit_.focused())
                showNotes({*note, 1});
        }
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (alt)
            wish(EditKind::Velocity, {}, 8 * direction);
        else
            wish(EditKind::Move, {}, (shift ? 12 : 1) * direction);
        return true;
    case Qt::Key_Delete:
    case Qt::Key_Backspace: wish(EditKind::Delete, {}); return true;
    case Qt::Key_Q: wish(EditKind::Quantise, edit_.grid()); return true;
    case Qt::Key_A:
        if (!(event.modifiers() & Qt::ControlModifier))
            return false;
        edit_.chooseAll(content_);
        chosenChanged();
        return true;
    case Qt::Key_Escape:
        if (edit_.chosen().empty())
            return false;
        edit_.cancel();
        edit_.choose({});
        chosenChanged();
        return true;
    default: return false;
    }
}

/// L plays the seed over and over, Escape ends that.
bool PianoRoll::rangeKey(const QKeyEvent& event)
{
    if (event.key() == Qt::Key_Escape && range_.range()) {
        clearRange();
        return true;
    }
    if (event.key() != Qt::Key_L || !seed_.window() || content_.empty())
        return false;
    chooseRange(SeedTool::ticksOf(*seed_.window(), content_));
    return true;
}

void PianoRoll::chooseRange(const RangeTool::Range& range)
{
    range_.setRange(range);
    viewport()->update();
    const auto timeAt = [this](double tick) { return content_.time().secondsAt(Tick{std::llround(tick)}); };
    Q_EMIT rangeChosen(timeAt(range.first), timeAt(range.second));
}

/// The length of a beat, which ranges keep to.
double PianoRoll::beatAt(double tick) const
{
    const auto signature = content_.time().signatureAt(Tick{std::max<std::int64_t>(0, std::llround(tick))});
    return content_.piece()->ticksPerQuarter * 4.0 / std::max<int>(1, signature.denominator);
}

} // namespace cadenza::ui
