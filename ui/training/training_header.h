#pragma once

#include "ui/training/training_story.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace cadenza::ui {

/// The top of the training page: how the run is going, in words, and the buttons to train, here or
/// elsewhere, pause, go on and stop.
class TrainingHeader : public QWidget {
    Q_OBJECT

public:
    explicit TrainingHeader(QWidget* parent = nullptr);

    /// `ready`: there is music to learn from.
    void show(const TrainingStory& story, bool ready);
    /// What is looked at, and how that stands, in place of what `show` says.
    void describe(const QString& title, const QString& words);

Q_SIGNALS:
    void trainPressed();
    void pausePressed();
    void resumePressed();
    void stopPressed();
    void elsewherePressed(); ///< another machine is to train
    void attachPressed();    ///< a training folder
    void runsToggled(bool shown);
    void insideToggled(bool shown);

private:
    void press();
    void addElsewhere();

    TrainingStory::Phase phase_{TrainingStory::Phase::Idle};
    QLabel* title_;
    QLabel* state_;
    QPushButton* main_;
    QPushButton* stop_;
    QPushButton* elsewhere_;
    QPushButton* inside_;
    QToolButton* runs_;
    QProgressBar* progress_;
};

} // namespace cadenza::ui
