#pragma once

#include "core/midi/piece.h"
#include "ui/roll/note_edits.h"

#include <QObject>
#include <QUndoStack>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace cadenza::ui {

/// The music of a seed while it is edited, and the way back. Each step keeps the piece before and after: seeds are
/// short. GUI thread.
class SeedEditor : public QObject {
    Q_OBJECT

public:
    /// Steps go onto `steps`, among others; it must outlive the editor's last step.
    explicit SeedEditor(QUndoStack& steps, QObject* parent = nullptr) : QObject(parent), steps_(steps) {}

    /// Edits the seed of this id from now on.
    void open(std::string id, std::shared_ptr<const midi::Piece> piece);
    [[nodiscard]] const std::string& id() const { return id_; }
    [[nodiscard]] const std::shared_ptr<const midi::Piece>& piece() const { return piece_; }
    /// Says nothing where it changes nothing.
    void apply(const NoteEdit& edit);

Q_SIGNALS:
    /// By an edit, an undo or a redo; `chosen` are the notes it was about.
    void changed(const std::shared_ptr<const midi::Piece>& piece, const std::vector<std::size_t>& chosen);
    /// A step of another seed is taken back: whoever can opens that seed at once.
    void wanted(const std::string& id);

private:
    friend class EditStep;
    void show(std::shared_ptr<const midi::Piece> piece, const std::vector<std::size_t>& chosen);

    QUndoStack& steps_;
    std::string id_;
    std::shared_ptr<const midi::Piece> piece_;
};

} // namespace cadenza::ui
