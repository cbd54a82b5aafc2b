#include "ui/roll/piano_roll.h"

#include "ui/roll/accessible_roll.h"
#include "ui/roll/roll_raster.h"
#include "ui/roll/roll_words.h"
#include "ui/style/theme.h"

#include <QEvent>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace cadenza::ui {
namespace {

constexpr int kFewestRows = 40; ///< a piece of one octave is not blown up to the full height
constexpr int kFewestDrums = 16;
constexpr double kWidestQuarter = 4000.0;                ///< pixels that a setting may ask for
constexpr double kOpeningQuarter = 30.0;                 ///< pixels per quarter when a long piece opens
constexpr double kFollowFrom = 0.12, kFollowUntil = 0.9; ///< shares of the width between which the playhead runs

} // namespace

PianoRoll::PianoRoll(QWidget* parent) : QAbstractScrollArea(parent), emptyText_(tr("Choose a piece to see its notes."))
{
    installAccessibleRoll();
    setObjectName(QStringLiteral("pianoRoll"));
    setAccessibleName(tr("Piano roll"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    setMinimumSize(240, 160);
    connect(&ThemeNotifier::instance(), &ThemeNotifier::themeChanged, this, [this] {
        colours_.reset();
        invalidate();
    });
    arrange();
}

void PianoRoll::setPiece(std::shared_ptr<const midi::Piece> piece, std::vector<NoteRole> roles,
                         std::vector<float> surprises, const PartHues& hues)
{
    content_ = RollContent(std::move(piece), roles, surprises, hues);
    mix_.clear();
    mark_.reset();
    seed_.release();
    seed_.setWindow({});
    seed_.setBoundaries({});
    heat_.clear();
    best_.clear();
    playheadTick_.reset();
    sounding_.clear();
    hoveredNote_.reset();
    edit_.cancel();
    edit_.choose({});
    clearRange();
    stretched_ = false;
    following_ = true;
    opening_ = true;
    arrange();
    showOpening();
    notifyAccessibleRoll(*this);
}

void PianoRoll::updatePiece(std::shared_ptr<const midi::Piece> piece, std::vector<NoteRole> roles,
                            std::vector<float> surprises, const PartHues& hues)
{
    content_ = RollContent(std::move(piece), roles, surprises, hues).shownBy(mix_);
    if (mark_ && *mark_ >= content_.notes().size())
        mark_.reset();
    sounding_.clear();
    hoveredNote_.reset();
    if (seed_.window() && seed_.window()->end() > content_.notes().size())
        seed_.setWindow({});
    edit_.keepShown(content_);
    arrange();
}

void PianoRoll::setMix(const PartMix& mix)
{
    if (mix == mix_)
        return;
    mix_ = mix;
    content_ = content_.shownBy(mix);
    sounding_.clear();
    hoveredNote_.reset();
    edit_.cancel();
    edit_.keepShown(content_);
    arrange();
    chosenChanged();
}

void PianoRoll::setColouring(NoteColouring colouring)
{
    colouring_ = colouring;
    invalidate();
}

void PianoRoll::showVelocities(bool shown)
{
    velocities_ = shown;
    arrange();
}

void PianoRoll::showPedal(bool shown)
{
    pedal_ = shown;
    arrange();
}

void PianoRoll::chooseNotes(std::vector<std::size_t> notes)
{
    edit_.choose(std::move(notes));
    chosenChanged();
}

void PianoRoll::chosenChanged()
{
    viewport()->update();
    notifyAccessibleRoll(*this);
    Q_EMIT notesChosen(edit_.chosen().size());
}

void PianoRoll::setEditGrid(Tick grid)
{
    edit_.setGrid(std::max(grid, Tick{1}));
    invalidate();
}

void PianoRoll::clearRange()
{
    if (!range_.range())
        return;
    range_.setRange({});
    viewport()->update();
    Q_EMIT rangeCleared();
}

void PianoRoll::showRange(Seconds from, Seconds to)
{
    if (content_.empty())
        return;
    const auto end = static_cast<double>(content_.endTick());
    const RangeTool::Range range{std::min(content_.tickAt(from), end), std::min(content_.tickAt(to), end)};
    if (range.first < range.second)
        range_.setRange(range);
    viewport()->update();
}

void PianoRoll::setMark(std::optional<std::size_t> note)
{
    if (note && *note >= content_.notes().size())
        note.reset();
    mark_ = note;
    viewport()->update();
}

/// How far the roll reaches: when notes are drawn, beyond the last one.
std::int64_t PianoRoll::extent() const
{
    if (mode_ != RollMode::Editing || !content_.piece())
        return content_.endTick();
    constexpr int room = 8; // quarters
    const std::int64_t quarter = content_.piece()->ticksPerQuarter;
    return std::max(2 * room * quarter, content_.endTick() + room * quarter);
}

void PianoRoll::setMode(RollMode mode)
{
    if (mode == mode_)
        return;
    mode_ = mode;
    stretched_ = false;
    edit_.cancel();
    edit_.choose({});
    arrange();
    showOpening();
}

void PianoRoll::setEmptyText(const QString& text)
{
    emptyText_ = text;
    viewport()->update();
}

void PianoRoll::setSeedWindow(std::optional<NoteRange> window)
{
    if (window && (window->count == 0 || window->end() > content_.notes().size()))
        window.reset();
    if (window == seed_.window() || seed_.dragging())
        return;
    seed_.setWindow(window);
    invalidate();
    notifyAccessibleRoll(*this);
}

void PianoRoll::seedChanged()
{
    invalidate();
    notifyAccessibleRoll(*this);
    Q_EMIT seedMoved(seed_.window()->first, seed_.window()->count);
}

void PianoRoll::setHeat(std::vector<float> heat, std::size_t count)
{
    heat_ = std::move(heat);
    heatRanks_ = ranked(heat_);
    heatCount_ = count;
    arrange();
}

void PianoRoll::setBestWindows(std::vector<std::size_t> firstNotes)
{
    best_ = std::move(firstNotes);
    viewport()->update(layout_.heat.adjusted(0, -RollLayout::kHeatGap, 0, RollLayout::kHeatGap));
}

void PianoRoll::setPlayhead(Seconds position, bool playing)
{
    if (content_.empty())
        return;
    if (playing && !playing_)
        following_ = true;
    playing_ = playing;
    const double tick = content_.tickAt(position);
    if (playheadTick_ != tick) {
        if (playheadTick_)
            updateStrip(*playheadTick_);
        playheadTick_ = tick;
        updateStrip(tick);
    }
    setSounding(playing ? content_.soundingAt(tick) : std::vector<std::size_t>());
    if (playing && following_)
        followPlayhead();
}

void PianoRoll::hidePlayhead()
{
    if (playheadTick_)
        updateStrip(*playheadTick_);
    playheadTick_.reset();
    playing_ = false;
    setSounding({});
}

void PianoRoll::setSounding(std::vector<std::size_t> sounding)
{
    if (sounding == sounding_)
        return;
    const auto repaint = [this](const std::vector<std::size_t>& changed, const std::vector<std::size_t>& kept) {
        for (const std::size_t note : changed)
            if (!std::ranges::binary_search(kept, note)) {
                viewport()->update(placeOf(note).adjusted(-1, -1, 1, 1) & layout_.notes);
                const int top = geometry_.topOf(content_.notes()[note].pitch) + layout_.keyboard.top();
                const int row = static_cast<int>(std::ceil(geometry_.rowHeight));
                viewport()->update(QRect(0, top - row, layout_.keyboard.width(), 3 * row) & layout_.keyboard);
            }
    };
    repaint(sounding, sounding_);
    repaint(sounding_, sounding);
    sounding_ = std::move(sounding);
}

void PianoRoll::updateStrip(double tick)
{
    const int x = layout_.notes.left() + static_cast<int>(std::floor(geometry_.xOf(tick)));
    viewport()->update(QRect(x - 7, 0, 15, layout_.ruler.height()));
    viewport()->update(QRect(x - 2, layout_.notes.top(), 5, layout_.notes.height()));
}

void PianoRoll::followPlayhead()
{
    const double x = geometry_.xOf(*playheadTick_);
    const double width = layout_.notes.width();
    if (x >= 0.0 && x <= width * kFollowUntil)
        return;
    opening_ = false;
    RollGeometry moved = geometry_;
    moved.scrollX += x - width * kFollowFrom;
    setView(moved);
}

void PianoRoll::fit()
{
    quarterWidth_ = 0.0;
    stretched_ = false;
    opening_ = false;
    following_ = true;
    setView(RollGeometry::fitting(extent(), geometry_.lowest, geometry_.highest, layout_.notes.size()));
}

/// A short piece is seen whole; a long one opens at a readable width.
void PianoRoll::showOpening()
{
    RollGeometry opening = RollGeometry::fitting(extent(), geometry_.lowest, geometry_.highest, layout_.notes.size());
    const double quarter = quarterWidth_ > 0.0 ? quarterWidth_ : kOpeningQuarter;
    opening.pixelsPerTick = std::max(opening.pixelsPerTick, quarter / ticksPerQuarter());
    setView(opening);
}

void PianoRoll::setQuarterWidth(double pixels)
{
    quarterWidth_ = std::isfinite(pixels) ? std::clamp(pixels, 0.0, kWidestQuarter) : 0.0;
    if (opening_)
        showOpening();
}

int PianoRoll::ticksPerQuarter() const
{
    return content_.piece() ? content_.piece()->ticksPerQuarter : 480;
}

void PianoRoll::showNotes(const NoteRange& range)
{
    if (seed_.dragging() || range.count == 0 || range.end() > content_.notes().size())
        return; // what is held stays under the hand
    const auto [from, to] = SeedTool::ticksOf(range, content_);
    const double width = layout_.notes.width();
    const double needed = (to - from) * geometry_.pixelsPerTick;
    const double left = geometry_.xOf(from);
    if (left >= 0.05 * width && left + needed <= 0.95 * width)
        return;
    opening_ = false;
    RollGeometry moved = geometry_;
    moved.scrollX += left - std::max(0.05 * width, (width - needed) / 2.0);
    setView(moved);
}

void PianoRoll::zoomBy(double factor)
{
    const double centre = playheadTick_ ? geometry_.xOf(*playheadTick_) : layout_.notes.width() / 2.0;
    zoomAt(centre >= 0 && centre <= layout_.notes.width() ? centre : layout_.notes.width() / 2.0, factor);
}

void PianoRoll::zoomAt(double x, double factor)
{
    opening_ = false;
    setView(geometry_.zoomedAt(x, factor));
    quarterWidth_ = geometry_.pixelsPerTick * ticksPerQuarter();
}

void PianoRoll::setView(const RollGeometry& geometry)
{
    const RollGeometry narrowest =
        RollGeometry::fitting(extent(), geometry.lowest, geometry.highest, layout_.notes.size());
    RollGeometry inside = geometry;
    inside.pixelsPerTick = std::max(inside.pixelsPerTick, narrowest.pixelsPerTick);
    geometry_ = inside.clamped(extent(), layout_.notes.size());
    const double hiddenWidth = geometry_.contentWidth(extent()) - layout_.notes.width();
    const double hiddenHeight = geometry_.contentHeight() - layout_.notes.height();
    arranging_ = true;
    horizontalScrollBar()->setRange(0, std::max(0, static_cast<int>(std::ceil(hiddenWidth - 0.5))));
    horizontalScrollBar()->setPageStep(layout_.notes.width());
    horizontalScrollBar()->setSingleStep(40);
    horizontalScrollBar()->setValue(static_cast<int>(std::lround(geometry_.scrollX)));
    verticalScrollBar()->setRange(0, std::max(0, static_cast<int>(std::ceil(hiddenHeight - 0.5))));
    verticalScrollBar()->setPageStep(layout_.notes.height());
    verticalScrollBar()->setSingleStep(static_cast<int>(geometry_.rowHeight) * 2);
    verticalScrollBar()->setValue(static_cast<int>(std::lround(geometry_.scrollY)));
    arranging_ = false;
    invalidate();
    Q_EMIT viewChanged();
}

void PianoRoll::scrollContentsBy(int, int)
{
    if (arranging_)
        return;
    suspendFollowing();
    opening_ = false;
    geometry_.scrollX = horizontalScrollBar()->value();
    geometry_.scrollY = verticalScrollBar()->value();
    invalidate();
    Q_EMIT viewChanged();
}

void PianoRoll::arrange()
{
    layout_ = RollLayout::of(viewport()->size(),
                             {velocities_ && content_.piece(), pedal_ && !content_.pedal().empty(), !heat_.empty()},
                             RollLayout::keysOf(content_));
    fitHeight();
    setView(geometry_);
}

/// The rows of the piece, a few more around them, over the whole height: until the user stretches them.
void PianoRoll::fitHeight()
{
    const bool piano = mode_ == RollMode::Editing; // all its keys: a note may be drawn anywhere
    int lowest = piano ? 21 : content_.empty() ? 36 : content_.lowestPitch() - 3;
    int highest = piano ? 108 : content_.empty() ? 84 : content_.highestPitch() + 3;
    const int fewest = content_.onlyDrums() && !piano ? kFewestDrums : kFewestRows; // room for their names
    const int missing = std::max(0, fewest - (highest - lowest + 1));
    lowest = std::max(0, lowest - missing / 2);
    highest = std::min(127, highest + (missing + 1) / 2);
    geometry_.lowest = lowest;
    geometry_.highest = highest;
    if (!stretched_)
        geometry_.rowHeight = RollGeometry::fitting(extent(), lowest, highest, layout_.notes.size()).rowHeight;
}

void PianoRoll::resizeEvent(QResizeEvent*)
{
    arrange();
    if (opening_ && content_.piece())
        showOpening();
}

void PianoRoll::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LanguageChange)
        invalidate();
    QAbstractScrollArea::changeEvent(event);
}

/// The viewport shows the ring.
void PianoRoll::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void PianoRoll::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void PianoRoll::invalidate()
{
    stale_ = true;
    viewport()->update();
    Q_EMIT markingsChanged();
}

QRect PianoRoll::placeOf(std::size_t note) const
{
    return noteRect(content_.notes()[note], geometry_, 1.0).translated(layout_.notes.topLeft());
}

QImage PianoRoll::grabImage()
{
    return grab().toImage();
}

} // namespace cadenza::ui
