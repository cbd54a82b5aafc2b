#pragma once

#include "core/midi/piece.h"

#include <QWidget>

#include <memory>
#include <string>

class QUndoStack;

namespace cadenza::ui {

class EditBar;
class ElidedLabel;
class EnsembleView;
class PartMixer;
class PianoRoll;
class SeedEditor;

/// One piece in the middle of the library page: its roll over its overview, its parts beside them, a line about the
/// seed below, and the tools of editing above where the piece is a seed of one's own.
class PieceView : public QWidget {
    Q_OBJECT

public:
    enum class Access { Read, Edit };

    /// Edits become steps of `steps`; parts are shown as `mixer` says. Both must outlive the view.
    PieceView(QUndoStack& steps, PartMixer& mixer, QWidget* parent = nullptr);

    /// The same piece again leaves everything as it is. `id` is the entry's.
    void setPiece(std::shared_ptr<const midi::Piece> piece, const std::string& id = {}, Access access = Access::Read);
    [[nodiscard]] const std::shared_ptr<const midi::Piece>& piece() const { return piece_; }
    [[nodiscard]] bool edits() const { return access_ == Access::Edit; }
    [[nodiscard]] EnsembleView& ensemble() { return *ensemble_; }
    [[nodiscard]] const EnsembleView& ensemble() const { return *ensemble_; }
    [[nodiscard]] PianoRoll& roll() { return *roll_; }
    [[nodiscard]] const PianoRoll& roll() const { return *roll_; }
    void setReasons(const QString& words);

Q_SIGNALS:
    void edited(const std::shared_ptr<const midi::Piece>& piece);
    void wanted(const std::string& id); ///< to be shown at once: an edit of it is taken back

private:
    void connectEditing();
    void showEdited(const std::shared_ptr<const midi::Piece>& piece, const std::vector<std::size_t>& chosen);
    void setGrid();

    std::shared_ptr<const midi::Piece> piece_;
    Access access_{Access::Read};
    SeedEditor* editor_;
    EditBar* bar_;
    EnsembleView* ensemble_;
    PianoRoll* roll_; ///< the ensemble's
    ElidedLabel* reasons_;
};

} // namespace cadenza::ui
