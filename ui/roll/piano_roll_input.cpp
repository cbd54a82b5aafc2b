#include "ui/roll/piano_roll.h"
#include "ui/roll/roll_words.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace cadenza::ui {

void PianoRoll::strike(int pitch)
{
    struckKey_ = pitch;
    viewport()->update(layout_.keyboard);
    Q_EMIT keyStruck(pitch);
}

void PianoRoll::seekTo(int viewportX)
{
    const double tick =
        std::clamp(geometry_.tickAt(viewportX - layout_.notes.left()), 0.0, static_cast<double>(content_.endTick()));
    following_ = true;
    Q_EMIT seekRequested(content_.time().secondsAt(Tick{std::llround(tick)}));
}

/// The note under the mouse, else the one whose onset is nearest.
std::size_t PianoRoll::noteNear(QPoint position) const
{
    const double tick = geometry_.tickAt(position.x() - layout_.notes.left() + 0.5);
    const int pitch = geometry_.pitchAt(position.y() - layout_.notes.top());
    return content_.noteAt(tick, pitch).value_or(content_.shownNearest(tick).value_or(content_.nearestOnset(tick)));
}

void PianoRoll::readPress(const QMouseEvent& event)
{
    const std::size_t note = noteNear(event.pos());
    if (event.button() == Qt::RightButton) {
        Q_EMIT noteMenuWanted(note, event.globalPosition().toPoint());
        return;
    }
    seekTo(event.pos().x());
    Q_EMIT noteClicked(note);
}

void PianoRoll::mousePressEvent(QMouseEvent* event)
{
    const QPoint position = event->pos();
    if (mode_ == RollMode::Reading && event->button() == Qt::RightButton && !content_.empty()
        && layout_.notes.contains(position))
        return readPress(*event);
    if (event->button() == Qt::MiddleButton) {
        panFrom_ = position;
        viewport()->setCursor(Qt::ClosedHandCursor);
        return;
    }
    if (event->button() != Qt::LeftButton || (content_.empty() && mode_ != RollMode::Editing) || !content_.piece())
        return;
    const double x = position.x() - layout_.notes.left();
    if (layout_.keyboard.contains(position)) {
        strike(geometry_.pitchAt(position.y() - layout_.keyboard.top()));
    } else if (layout_.ruler.contains(position)) {
        range_.press(geometry_.tickAt(x));
    } else if (mode_ == RollMode::Editing) {
        if (layout_.notes.contains(position))
            editPress(*event);
        else if (layout_.velocity.contains(position))
            velocityPress(event->position());
    } else if (layout_.notes.contains(position) || layout_.heat.contains(position)) {
        if (mode_ == RollMode::Reading)
            readPress(*event);
        else {
            seed_.setSnapping(!(event->modifiers() & Qt::AltModifier));
            if (seed_.press(x, content_, geometry_))
                seedChanged();
        }
    }
}

void PianoRoll::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint position = event->pos();
    if (panFrom_) {
        const QPoint moved = position - *panFrom_;
        panFrom_ = position;
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - moved.x());
        verticalScrollBar()->setValue(verticalScrollBar()->value() - moved.y());
    } else if (seed_.dragging()) {
        seed_.setSnapping(!(event->modifiers() & Qt::AltModifier));
        if (seed_.drag(position.x() - layout_.notes.left(), content_, geometry_))
            seedChanged();
    } else if (struckKey_ && layout_.keyboard.contains(position)) {
        const int pitch = geometry_.pitchAt(position.y() - layout_.keyboard.top());
        if (pitch != *struckKey_)
            strike(pitch);
    } else if (range_.pressed()) {
        const double tick = geometry_.tickAt(position.x() - layout_.notes.left());
        const double grid = event->modifiers() & Qt::AltModifier ? 0.0 : beatAt(tick);
        if (range_.drag(tick, grid, 4.0 / geometry_.pixelsPerTick))
            viewport()->update();
    } else if (edit_.dragging()) {
        const QRect& place = edit_.gripsVelocity() ? layout_.velocity : layout_.notes;
        edit_.drag(event->position() - QPointF(place.topLeft()), content_, geometry_);
        viewport()->update();
    } else {
        hover(position);
    }
}

void PianoRoll::mouseReleaseEvent(QMouseEvent* event)
{
    panFrom_.reset();
    if (struckKey_) {
        struckKey_.reset();
        viewport()->update(layout_.keyboard);
    }
    if (range_.pressed()) {
        if (range_.release())
            seekTo(event->pos().x());
        else
            chooseRange(*range_.range());
    }
    if (edit_.dragging()) {
        const auto edit = edit_.release();
        chosenChanged();
        if (edit)
            Q_EMIT editWished(*edit);
    }
    if (seed_.dragging()) {
        seed_.release();
        if (seed_.window())
            Q_EMIT seedDropped(seed_.window()->first, seed_.window()->count);
    }
    updateCursor(event->pos());
}

void PianoRoll::hover(QPoint position)
{
    std::optional<std::size_t> note;
    std::optional<int> key;
    if (content_.piece()) {
        const int pitch = geometry_.pitchAt(position.y() - layout_.notes.top());
        if (layout_.notes.contains(position))
            note = content_.noteAt(geometry_.tickAt(position.x() - layout_.notes.left() + 0.5), pitch);
        if (layout_.notes.contains(position) || layout_.keyboard.contains(position))
            key = pitch;
        if (!content_.empty() && layout_.heat.adjusted(0, -3, 0, 3).contains(position))
            Q_EMIT heatHovered(content_.nearestOnset(geometry_.tickAt(position.x() - layout_.heat.left())));
    }
    const auto readOut = [this](const std::optional<std::size_t>& shown) {
        if (!shown)
            return;
        viewport()->update(placeOf(*shown).adjusted(-2, -2, 2, 2));
        viewport()->update(readOutRect(readOutOf(*shown)).adjusted(-1, -1, 1, 1));
    };
    if (note != hoveredNote_) {
        readOut(hoveredNote_);
        hoveredNote_ = note;
        readOut(hoveredNote_);
    }
    if (key != hoveredKey_) {
        hoveredKey_ = key;
        viewport()->update(layout_.keyboard);
    }
    updateCursor(position);
}

void PianoRoll::updateCursor(QPoint position)
{
    Qt::CursorShape shape = Qt::ArrowCursor;
    if (mode_ == RollMode::Editing && layout_.notes.contains(position)) {
        const auto grip = edit_.gripAt(QPointF(position - layout_.notes.topLeft()), content_, geometry_);
        viewport()->setCursor(grip == EditTool::Grip::End    ? Qt::SizeHorCursor
                              : grip == EditTool::Grip::Body ? Qt::SizeAllCursor
                                                             : Qt::CrossCursor);
        return;
    }
    if (mode_ == RollMode::Editing && layout_.velocity.contains(position)) {
        shape = Qt::SizeVerCursor;
    } else if (layout_.keyboard.contains(position) || layout_.heat.contains(position)) {
        shape = Qt::PointingHandCursor;
    } else if (mode_ == RollMode::Seeds && layout_.notes.contains(position)) {
        const SeedPart part = seed_.partAt(position.x() - layout_.notes.left(), content_, geometry_);
        shape = part == SeedPart::None   ? Qt::ArrowCursor
                : part == SeedPart::Band ? (seed_.dragging() ? Qt::ClosedHandCursor : Qt::OpenHandCursor)
                                         : Qt::SizeHorCursor;
    }
    viewport()->setCursor(shape);
}

bool PianoRoll::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave)
        hover({-1, -1});
    return QAbstractScrollArea::viewportEvent(event);
}

void PianoRoll::wheelEvent(QWheelEvent* event)
{
    const QPoint turned = event->angleDelta();
    const double notches = (turned.y() != 0 ? turned.y() : turned.x()) / 120.0;
    const QPointF at = event->position() - QPointF(layout_.notes.topLeft());
    event->accept();
    if (event->modifiers() & Qt::ControlModifier && event->modifiers() & Qt::ShiftModifier) {
        stretched_ = true;
        setView(geometry_.stretchedAt(at.y(), std::pow(1.15, notches)));
    } else if (event->modifiers() & Qt::ControlModifier) {
        suspendFollowing();
        zoomAt(at.x(), std::pow(1.25, notches));
    } else {
        // A plain wheel moves through time unless the rows are stretched beyond the height; shift always does.
        const bool sideways =
            event->modifiers() & Qt::ShiftModifier || turned.x() != 0 || verticalScrollBar()->maximum() == 0;
        QScrollBar* bar = sideways ? horizontalScrollBar() : verticalScrollBar();
        const QPoint pixels = event->pixelDelta();
        const double distance = !pixels.isNull() ? (pixels.y() != 0 ? pixels.y() : pixels.x()) : notches * 80.0;
        bar->setValue(bar->value() - static_cast<int>(std::lround(distance)));
    }
}

/// Left and Right move the seed, with Control by bars, with Shift its end.
bool PianoRoll::seedKey(const QKeyEvent& event)
{
    if (mode_ != RollMode::Seeds || content_.empty() || (event.key() != Qt::Key_Left && event.key() != Qt::Key_Right))
        return false;
    const int direction = event.key() == Qt::Key_Left ? -1 : 1;
    const bool changed = event.modifiers() & Qt::ShiftModifier     ? seed_.lengthen(direction, content_)
                         : event.modifiers() & Qt::ControlModifier ? seed_.stepBar(direction, content_)
                                                                   : seed_.step(direction, content_);
    if (changed) {
        seedChanged();
        showNotes(*seed_.window());
        Q_EMIT seedDropped(seed_.window()->first, seed_.window()->count);
    }
    return true;
}

void PianoRoll::keyPressEvent(QKeyEvent* event)
{
    if (seedKey(*event) || editKey(*event) || rangeKey(*event))
        return;
    QScrollBar* across = horizontalScrollBar();
    switch (event->key()) {
    case Qt::Key_Left: across->setValue(across->value() - 80); return;
    case Qt::Key_Right: across->setValue(across->value() + 80); return;
    case Qt::Key_Home: across->setValue(0); return;
    case Qt::Key_End: across->setValue(across->maximum()); return;
    case Qt::Key_PageUp: across->setValue(across->value() - across->pageStep() * 4 / 5); return;
    case Qt::Key_PageDown: across->setValue(across->value() + across->pageStep() * 4 / 5); return;
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoomIn(); return;
    case Qt::Key_Minus: zoomOut(); return;
    case Qt::Key_0: fit(); return;
    case Qt::Key_Up: verticalScrollBar()->triggerAction(QScrollBar::SliderSingleStepSub); return;
    case Qt::Key_Down: verticalScrollBar()->triggerAction(QScrollBar::SliderSingleStepAdd); return;
    default: QAbstractScrollArea::keyPressEvent(event);
    }
}

} // namespace cadenza::ui
