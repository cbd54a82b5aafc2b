#include "ui/library/piece_view.h"

#include "ui/roll/ensemble_view.h"
#include "ui/roll/piano_roll.h"
#include "ui/seeds/edit_bar.h"
#include "ui/seeds/seed_editor.h"
#include "ui/style/elided_label.h"
#include "ui/style/theme.h"

#include <QHBoxLayout>

#include <cmath>
#include <utility>

namespace cadenza::ui {

PieceView::PieceView(QUndoStack& steps, PartMixer& mixer, QWidget* parent)
    : QWidget(parent), editor_(new SeedEditor(steps, this)), bar_(new EditBar(steps, this)),
      ensemble_(new EnsembleView(mixer, EnsembleView::Overview::Below, this)), roll_(&ensemble_->roll()),
      reasons_(new ElidedLabel(this))
{
    asSurface(this);
    reasons_->setObjectName(QStringLiteral("seedReasons"));
    asFigure(asSecondary(reasons_));
    reasons_->setMinimumHeight(measure::kControlHeight);
    roll_->showVelocities(true);
    roll_->showPedal(true);
    bar_->hide();
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(measure::kMedium, 0, measure::kMedium, 0);
    foot->addWidget(reasons_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(bar_);
    column->addWidget(ensemble_, 1);
    column->addLayout(foot);
    connectEditing();
}

void PieceView::connectEditing()
{
    connect(roll_, &PianoRoll::editWished, editor_, &SeedEditor::apply);
    connect(roll_, &PianoRoll::notesChosen, bar_, &EditBar::setChosen);
    connect(editor_, &SeedEditor::changed, this, &PieceView::showEdited);
    connect(editor_, &SeedEditor::wanted, this, &PieceView::wanted);
    connect(bar_, &EditBar::drawingToggled, this, [this](bool on) {
        roll_->setDrawing(on);
        roll_->setFocus();
    });
    connect(bar_, &EditBar::gridChanged, this, &PieceView::setGrid);
    const auto wish = [this](EditKind kind) {
        editor_->apply({kind, roll_->chosenNotes(), Tick{std::llround(bar_->grid() * piece_->ticksPerQuarter)}, 0});
    };
    connect(bar_, &EditBar::quantiseRequested, this, [wish] { wish(EditKind::Quantise); });
    connect(bar_, &EditBar::deleteRequested, this, [wish] { wish(EditKind::Delete); });
}

void PieceView::setGrid()
{
    if (piece_)
        roll_->setEditGrid(Tick{std::llround(bar_->grid() * piece_->ticksPerQuarter)});
}

void PieceView::setPiece(std::shared_ptr<const midi::Piece> piece, const std::string& id, Access access)
{
    if (piece == piece_ && access == access_ && piece)
        return;
    piece_ = std::move(piece);
    access_ = access;
    bar_->setVisible(edits());
    roll_->setMode(edits() ? RollMode::Editing : RollMode::Seeds);
    ensemble_->setPiece(id, piece_);
    if (!edits())
        return editor_->open({}, nullptr);
    editor_->open(id, piece_);
    setGrid();
    bar_->setDrawing(piece_->noteCount() == 0); // there is nothing to choose yet
    roll_->setSeedWindow(NoteRange{0, piece_->noteCount()});
}

void PieceView::showEdited(const std::shared_ptr<const midi::Piece>& piece, const std::vector<std::size_t>& chosen)
{
    piece_ = piece;
    ensemble_->updatePiece(piece, {});
    roll_->setSeedWindow(NoteRange{0, piece->noteCount()});
    roll_->chooseNotes(chosen);
    Q_EMIT edited(piece);
}

void PieceView::setReasons(const QString& words)
{
    reasons_->setText(words);
}

} // namespace cadenza::ui
