#include "ui/seeds/edit_bar.h"

#include "ui/style/elided_label.h"
#include "ui/style/icon.h"
#include "ui/style/theme.h"
#include "ui/style/tool_button.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QToolButton>
#include <QUndoStack>

namespace cadenza::ui {

EditBar::EditBar(QUndoStack& steps, QWidget* parent)
    : QWidget(parent), pen_(makeToolButton(this, QStringLiteral("drawNotes"), QStringLiteral("pencil"),
                                           tr("Draw notes by pressing beside them"))),
      quantise_(makeToolButton(this, QStringLiteral("quantiseNotes"), QStringLiteral("grid"),
                               tr("Move the chosen notes onto the grid (Q)"))),
      delete_(makeToolButton(this, QStringLiteral("deleteNotes"), QStringLiteral("trash"),
                             tr("Delete the chosen notes (Delete)"))),
      undo_(makeToolButton(this, QStringLiteral("undoEdit"), QStringLiteral("undo"), tr("Undo"))),
      redo_(makeToolButton(this, QStringLiteral("redoEdit"), QStringLiteral("redo"), tr("Redo"))),
      grid_(new QComboBox(this)), words_(asSecondary(new ElidedLabel(this)))
{
    setObjectName(QStringLiteral("editBar"));
    pen_->setCheckable(true);
    grid_->setObjectName(QStringLiteral("editGrid"));
    grid_->setAccessibleName(tr("Grid"));
    grid_->setToolTip(tr("What edits keep to"));
    for (const auto& [words, quarters] : {std::pair<QString, double>{tr("Quarters"), 1.0},
                                          {tr("Triplet quarters"), 2.0 / 3.0},
                                          {tr("Eighths"), 0.5},
                                          {tr("Triplet eighths"), 1.0 / 3.0},
                                          {tr("Sixteenths"), 0.25},
                                          {tr("Triplet sixteenths"), 1.0 / 6.0},
                                          {tr("Thirty-seconds"), 0.125},
                                          {tr("Triplet thirty-seconds"), 1.0 / 12.0},
                                          {tr("Sixty-fourths"), 0.0625},
                                          {tr("No grid"), 1.0 / 480.0}})
        grid_->addItem(words, quarters);
    grid_->setCurrentIndex(grid_->findText(tr("Sixteenths")));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(measure::kMedium, measure::kTight, measure::kMedium, measure::kTight);
    row->setSpacing(measure::kSmall);
    for (QWidget* tool : std::initializer_list<QWidget*>{pen_, grid_, quantise_, delete_, undo_, redo_})
        row->addWidget(tool);
    row->addWidget(words_, 1);
    connect(pen_, &QToolButton::toggled, this, &EditBar::drawingToggled);
    connect(quantise_, &QToolButton::clicked, this, &EditBar::quantiseRequested);
    connect(delete_, &QToolButton::clicked, this, &EditBar::deleteRequested);
    connect(grid_, &QComboBox::currentIndexChanged, this, &EditBar::gridChanged);
    connectSteps(steps);
    setChosen(0);
}

void EditBar::connectSteps(QUndoStack& steps)
{
    connect(undo_, &QToolButton::clicked, &steps, &QUndoStack::undo);
    connect(redo_, &QToolButton::clicked, &steps, &QUndoStack::redo);
    const auto follow = [this, &steps] {
        undo_->setEnabled(steps.canUndo());
        redo_->setEnabled(steps.canRedo());
        undo_->setToolTip(tr("Undo %1").arg(steps.undoText())); // the window has the keys
        redo_->setToolTip(tr("Redo %1").arg(steps.redoText()));
    };
    connect(&steps, &QUndoStack::indexChanged, this, follow);
    follow();
}

void EditBar::setDrawing(bool drawing)
{
    pen_->setChecked(drawing);
}

void EditBar::setChosen(std::size_t notes)
{
    quantise_->setEnabled(notes > 0);
    delete_->setEnabled(notes > 0);
    words_->setText(notes == 0 ? tr("Arrows choose and transpose; with Alt they move, with Shift they lengthen")
                               : tr("%n note(s) chosen", nullptr, static_cast<int>(notes))
                                     .replace(QStringLiteral("note(s)"), notes == 1 ? tr("note") : tr("notes")));
}

double EditBar::grid() const
{
    return grid_->currentData().toDouble();
}

} // namespace cadenza::ui
