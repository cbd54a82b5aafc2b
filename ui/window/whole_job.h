#pragma once

#include <QObject>
#include <QString>

namespace cadenza::ui {

class ComposePresenter;
class Document;
class LibraryPresenter;
class TrainingPresenter;

/// The one highlighted action for someone new: continue the seed, play what came out; and before that, where there is
/// no model or a person wants one of their own, learn from the collection for a minute. Each step is the page's own;
/// this only starts the next when one is done. GUI thread.
class WholeJob : public QObject {
    Q_OBJECT

public:
    enum class Stage { Idle, Learning, Continuing };

    WholeJob(Document& document, TrainingPresenter& training, ComposePresenter& compose, QObject* parent = nullptr);

    /// Trains first when there is no model yet. Precondition: there is a seed.
    void start();
    /// Trains first in any case. Precondition: there is a seed.
    void learn();
    void cancel();
    [[nodiscard]] Stage stage() const { return stage_; }

Q_SIGNALS:
    void stageChanged(cadenza::ui::WholeJob::Stage stage);
    void finished(); ///< the takes are there and the first one plays

private:
    void enter(Stage stage);
    void continueSeed();

    Document& document_;
    TrainingPresenter& training_;
    ComposePresenter& compose_;
    Stage stage_{Stage::Idle};
};

} // namespace cadenza::ui
