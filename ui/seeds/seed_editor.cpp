#include "ui/seeds/seed_editor.h"

#include <QUndoCommand>

#include <utility>

namespace cadenza::ui {
namespace {

QString inWords(const NoteEdit& edit)
{
    switch (edit.kind) {
    case EditKind::Move: return edit.by == Tick{} ? SeedEditor::tr("transpose") : SeedEditor::tr("move notes");
    case EditKind::Stretch: return SeedEditor::tr("lengthen notes");
    case EditKind::Quantise: return SeedEditor::tr("quantise");
    case EditKind::Velocity: return SeedEditor::tr("change velocity");
    case EditKind::Delete: return SeedEditor::tr("delete notes");
    case EditKind::Draw: return SeedEditor::tr("draw note");
    }
    return {};
}

} // namespace

/// Undo and redo are the same swap of two pieces.
class EditStep : public QUndoCommand {
public:
    using Piece = std::shared_ptr<const midi::Piece>;
    using Notes = std::vector<std::size_t>;

    EditStep(SeedEditor& editor, const NoteEdit& edit, EditedNotes after)
        : QUndoCommand(inWords(edit)), editor_(editor), id_(editor.id()),
          piece_(std::make_shared<const midi::Piece>(std::move(after.piece))), chosen_(std::move(after.notes)),
          chosenBefore_(edit.notes)
    {
    }
    void undo() override { swap(); }
    void redo() override { swap(); }

private:
    void swap()
    {
        if (editor_.id() != id_)
            Q_EMIT editor_.wanted(id_);
        if (editor_.id() != id_) // it is gone
            return setObsolete(true);
        const Piece shown = piece_;
        piece_ = editor_.piece();
        editor_.show(shown, chosen_);
        std::swap(chosen_, chosenBefore_);
    }

    SeedEditor& editor_;
    std::string id_;
    Piece piece_; ///< that is not shown
    Notes chosen_, chosenBefore_;
};

void SeedEditor::open(std::string id, std::shared_ptr<const midi::Piece> piece)
{
    id_ = std::move(id);
    piece_ = std::move(piece);
}

void SeedEditor::apply(const NoteEdit& edit)
{
    if (!piece_)
        return;
    EditedNotes after = edited(*piece_, edit);
    if (after.piece != *piece_)
        steps_.push(new EditStep(*this, edit, std::move(after)));
}

void SeedEditor::show(std::shared_ptr<const midi::Piece> piece, const std::vector<std::size_t>& chosen)
{
    piece_ = std::move(piece);
    Q_EMIT changed(piece_, chosen);
}

} // namespace cadenza::ui
