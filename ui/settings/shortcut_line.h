#pragma once

#include <QKeySequence>
#include <QWidget>

class QKeySequenceEdit;
class QLabel;
class QToolButton;

namespace cadenza::ui {

/// One command of the list of shortcuts: its name, its keys, the way back to the usual ones, and why others were
/// refused.
class ShortcutLine : public QWidget {
    Q_OBJECT

public:
    ShortcutLine(const QString& id, const QString& title, QWidget* parent = nullptr);

    using QWidget::show;
    void show(const QKeySequence& keys, bool changed);
    /// Keeps the keys it had, and says that `holder` has those.
    void refuse(const QKeySequence& keys, const QString& holder);

Q_SIGNALS:
    void keysGiven(const QKeySequence& keys);
    void resetRequested();

private:
    QKeySequence shown_;
    QKeySequenceEdit* keys_;
    QToolButton* reset_;
    QLabel* refusal_;
};

} // namespace cadenza::ui
