#pragma once

#include "ui/roll/roll_colours.h"
#include "ui/roll/roll_content.h"

#include <QImage>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

namespace cadenza::ui {

/// A small roll without grid, fitted to the notes: `range` alone when given, else the whole piece. Transparent ground.
[[nodiscard]] QImage rollThumbnail(const RollContent& content, QSize size, qreal devicePixelRatio,
                                   std::optional<NoteRange> range = {});
/// The same in colours of your own; any thread.
[[nodiscard]] QImage rollThumbnail(const RollContent& content, QSize size, qreal devicePixelRatio,
                                   std::optional<NoteRange> range, const RollColours& colours);

/// A small roll as a widget: for take rows and seed cards. It can show a playhead and answers to a click with the
/// moment that was clicked.
class ThumbnailRoll : public QWidget {
    Q_OBJECT

public:
    explicit ThumbnailRoll(QWidget* parent = nullptr);

    /// `roles` by note index (`midi::notesInOrder`); notes beyond its end are Music. `range` shows a part of the piece.
    void setPiece(std::shared_ptr<const midi::Piece> piece, std::vector<NoteRole> roles = {},
                  std::optional<NoteRange> range = {}, const PartHues& hues = {});
    /// The same, sharing what is flattened already.
    void setContent(std::shared_ptr<const RollContent> content, std::optional<NoteRange> range);
    /// Where it sounds, in the piece's own time; nothing hides the playhead.
    void setPlayhead(std::optional<Seconds> position);
    [[nodiscard]] QSize sizeHint() const override { return {260, 56}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {60, 32}; }

Q_SIGNALS:
    void seekRequested(cadenza::Seconds position);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    [[nodiscard]] double xOf(Seconds position) const;
    void repaintPlayhead();

    std::shared_ptr<const RollContent> content_; ///< never null
    std::optional<NoteRange> range_;
    std::optional<Seconds> playhead_;
    QImage picture_;
};

} // namespace cadenza::ui
