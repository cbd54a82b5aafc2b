#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QToolButton;
class QUndoStack;

namespace cadenza::ui {

/// The tools of a seed that is edited: pen, grid, quantise, delete, undo and redo, and what the keys do.
class EditBar : public QWidget {
    Q_OBJECT

public:
    /// `steps` must outlive the bar.
    explicit EditBar(QUndoStack& steps, QWidget* parent = nullptr);

    void setDrawing(bool drawing);
    void setChosen(std::size_t notes);
    /// Of the grid, in quarters.
    [[nodiscard]] double grid() const;

Q_SIGNALS:
    void drawingToggled(bool on);
    void gridChanged();
    void quantiseRequested();
    void deleteRequested();

private:
    void connectSteps(QUndoStack& steps);

    QToolButton *pen_, *quantise_, *delete_, *undo_, *redo_;
    QComboBox* grid_;
    QLabel* words_;
};

} // namespace cadenza::ui
