#pragma once

#include "ui/roll/edit_tool.h"
#include "ui/roll/range_tool.h"
#include "ui/roll/roll_content.h"
#include "ui/roll/roll_geometry.h"
#include "ui/roll/roll_margins.h"
#include "ui/roll/seed_tool.h"

#include <QAbstractScrollArea>
#include <QImage>

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace cadenza::ui {

/// What a click among the notes does.
enum class RollMode {
    Seeds,   ///< puts the seed window there, or takes hold of it
    Reading, ///< moves the playhead there: takes and continuations are not cut by hand
    Editing, ///< chooses, moves and draws notes
};

/// The piano roll: notes on bars, a keyboard, a ruler, the seed window with its heat strip, the playhead.
/// It knows no document: values come in, signals go out. GUI thread.
class PianoRoll : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit PianoRoll(QWidget* parent = nullptr);

    /// `roles` by note index (`midi::notesInOrder`); notes beyond its end are Music. Forgets seed, heat and playhead.
    void setPiece(std::shared_ptr<const midi::Piece> piece, std::vector<NoteRole> roles = {},
                  std::vector<float> surprises = {}, const PartHues& hues = {});
    /// The same music grown or with other roles: keeps the view.
    void updatePiece(std::shared_ptr<const midi::Piece> piece, std::vector<NoteRole> roles,
                     std::vector<float> surprises = {}, const PartHues& hues = {});
    /// Which parts are shown. Forgotten with the piece, not when it grows.
    void setMix(const PartMix& mix);
    void setMode(RollMode mode);
    void setEmptyText(const QString& text);

    void setColouring(NoteColouring colouring);
    void showVelocities(bool shown);
    void showPedal(bool shown); ///< where the piece has any

    /// Editing: the notes that are chosen, the grid that edits keep to, and whether a press draws.
    void chooseNotes(std::vector<std::size_t> notes);
    [[nodiscard]] const std::vector<std::size_t>& chosenNotes() const { return edit_.chosen(); }
    /// The note a keyboard is at; nothing when none is.
    [[nodiscard]] std::optional<std::size_t> focusedNote() const { return edit_.focused(); }
    void setEditGrid(Tick grid);
    void setDrawing(bool drawing) { edit_.setDrawing(drawing); }

    /// The stretch chosen on the ruler, in ticks.
    [[nodiscard]] const std::optional<RangeTool::Range>& range() const { return range_.range(); }
    void clearRange();
    /// The same stretch of time as on another roll; says nothing.
    void showRange(Seconds from, Seconds to);
    /// A place in the music that something is to happen at: before this note. Nothing hides it.
    void setMark(std::optional<std::size_t> note);
    [[nodiscard]] std::optional<std::size_t> mark() const { return mark_; }
    /// What is said of a note under the mouse, below what the roll says itself.
    void setReadOut(std::function<QString(std::size_t note)> readOut) { readOut_ = std::move(readOut); }

    void setSeedWindow(std::optional<NoteRange> window);
    void setSeedWindow(std::size_t firstNote, std::size_t count) { setSeedWindow(NoteRange{firstNote, count}); }
    [[nodiscard]] const std::optional<NoteRange>& seedWindow() const { return seed_.window(); }
    [[nodiscard]] bool hasSeed() const { return seed_.window().has_value(); }
    void setSeedLength(std::size_t notes) { seed_.setLength(notes); }
    /// The notes at which seeds begin and end; none: at any. Alt frees a drag of them.
    void setSeedBoundaries(std::vector<std::size_t> notes) { seed_.setBoundaries(std::move(notes)); }

    /// Scores of all windows of `count` notes by first note, 0…1; empty hides the strip.
    void setHeat(std::vector<float> heat, std::size_t count = 64);
    /// First notes of the windows marked by a diamond.
    void setBestWindows(std::vector<std::size_t> firstNotes);

    /// Moves the playhead; while playing the view follows until the user scrolls.
    void setPlayhead(Seconds position, bool playing);
    void hidePlayhead();
    [[nodiscard]] bool isFollowing() const { return following_; }

    void fit();
    /// The width of a quarter, in pixels, that a person zoomed to: long pieces open with it. 0: the roll decides.
    [[nodiscard]] double quarterWidth() const { return quarterWidth_; }
    void setQuarterWidth(double pixels);
    void zoomIn() { zoomBy(1.4); }
    void zoomOut() { zoomBy(1 / 1.4); }
    /// Scrolls so that the notes are seen, with room around them; not while the seed is dragged.
    void showNotes(const NoteRange& range);

    [[nodiscard]] const RollContent& content() const { return content_; }
    [[nodiscard]] const RollGeometry& geometryOfNotes() const { return geometry_; }
    [[nodiscard]] const RollLayout& places() const { return layout_; }
    /// Where a note stands in the viewport.
    [[nodiscard]] QRect placeOf(std::size_t note) const;
    /// The roll as it is on screen.
    [[nodiscard]] QImage grabImage();

Q_SIGNALS:
    void keyStruck(int pitch);
    void seedMoved(std::size_t firstNote, std::size_t count);
    void seedDropped(std::size_t firstNote, std::size_t count); ///< the drag or key that moved it has ended
    void seekRequested(cadenza::Seconds position);
    void heatHovered(std::size_t firstNote);
    void noteClicked(std::size_t note);                               ///< Reading: or the onset next to the click
    void noteMenuWanted(std::size_t note, const QPoint& globalPlace); ///< Reading: the same with the other button
    void rangeChosen(cadenza::Seconds from, cadenza::Seconds to);
    void rangeCleared();
    void editWished(const cadenza::ui::NoteEdit& edit);
    void notesChosen(std::size_t count);
    void viewChanged();     ///< scrolled or zoomed
    void markingsChanged(); ///< other notes, seed or best windows

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void arrange();
    void fitHeight();
    void showOpening();
    void setView(const RollGeometry& geometry);
    void zoomBy(double factor);
    void zoomAt(double x, double factor);
    [[nodiscard]] int ticksPerQuarter() const;
    void invalidate();
    void seedChanged();
    bool seedKey(const QKeyEvent& event);
    bool editKey(const QKeyEvent& event);
    bool rangeKey(const QKeyEvent& event);
    void wish(EditKind kind, Tick by, int steps = 0);
    void editPress(const QMouseEvent& event);
    void velocityPress(QPointF at);
    void chosenChanged();
    void chooseRange(const RangeTool::Range& range);
    [[nodiscard]] std::int64_t extent() const;
    [[nodiscard]] double beatAt(double tick) const;
    void followPlayhead();
    void suspendFollowing() { following_ = false; }
    void hover(QPoint position);
    void updateCursor(QPoint position);
    void strike(int pitch);
    void readPress(const QMouseEvent& event);
    [[nodiscard]] std::size_t noteNear(QPoint position) const;
    [[nodiscard]] QStringList readOutOf(std::size_t note) const;
    void paintMark(QPainter& painter) const;
    void seekTo(int viewportX);
    void updateStrip(double tick);
    void setSounding(std::vector<std::size_t> sounding);

    [[nodiscard]] RollView viewOf(const QRect& dirty) const;
    [[nodiscard]] const RollColours& colours() const;
    [[nodiscard]] std::vector<RulerSpan> rulerSpans() const;
    [[nodiscard]] std::optional<QRect> seedBand() const;
    [[nodiscard]] QRect readOutRect(const QStringList& lines) const;
    void renderFrame();
    void paintNotesArea(QPainter& painter, const QRect& part);
    void paintSounding(QPainter& painter) const;
    void paintSeedBand(QPainter& painter) const;
    void paintEdit(QPainter& painter) const;
    void paintVelocityEdit(QPainter& painter) const;
    void paintRange(QPainter& painter) const;
    void paintLanes(QPainter& painter, const QRegion& region) const;
    void paintPlayhead(QPainter& painter) const;
    void paintReadOut(QPainter& painter) const;
    void paintEmptyState(QPainter& painter) const;

    RollContent content_;
    PartMix mix_;
    RollGeometry geometry_;
    RollLayout layout_;
    RollMode mode_{RollMode::Seeds};
    QString emptyText_;
    SeedTool seed_;
    EditTool edit_;
    RangeTool range_;
    NoteColouring colouring_{NoteColouring::Role};
    bool velocities_{false}, pedal_{false};
    std::vector<float> heat_, heatRanks_;
    std::size_t heatCount_{64};
    std::vector<std::size_t> best_;

    std::optional<std::size_t> mark_;
    std::function<QString(std::size_t)> readOut_;
    std::optional<double> playheadTick_;
    double quarterWidth_{0.0};
    bool playing_{false}, following_{true}, stretched_{false}, arranging_{false}, opening_{true};
    std::vector<std::size_t> sounding_;
    std::optional<std::size_t> hoveredNote_;
    std::optional<int> hoveredKey_, struckKey_;
    std::optional<QPoint> panFrom_;
    mutable std::optional<RollColours> colours_; ///< of the theme in force
    QImage frame_;                               ///< rows, grid and notes of the view, in device pixels
    QImage heatStrip_, velocityLane_, pedalLane_;
    bool stale_{true}; ///< the frame and the strip show an older view
};

} // namespace cadenza::ui
