#pragma once

#include "core/midi/piece.h"
#include "ui/roll/note_edits.h"

#include <QObject>
#include <QUndoStack>

#include <cstddef>
#include <memory>
#include <vector>

namespace cadenza::ui {

/// The music of a seed while it is edited, and the way back. Each step keeps the piece before and after: seeds are
/// short. GUI thread.
class SeedEditor : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Edits this piece from now on; what was done before is forgotten.
    void open(std::shared_ptr<const midi::Piece> piece);
    [[nodiscard]] const std::shared_ptr<const midi::Piece>& piece() const { return piece_; }
    /// Says nothing where it changes nothing.
    void apply(const NoteEdit& edit);
    [[nodiscard]] QUndoStack& steps() { return steps_; }

Q_SIGNALS:
    /// By an edit, an undo or a redo; `chosen` are the notes it was about.
    void changed(const std::shared_ptr<const midi::Piece>& piece, const std::vector<std::size_t>& chosen);

private:
    friend class EditStep;
    void show(std::shared_ptr<const midi::Piece> piece, const std::vector<std::size_t>& chosen);

    std::shared_ptr<const midi::Piece> piece_;
    QUndoStack steps_;
};

} // namespace cadenza::ui
