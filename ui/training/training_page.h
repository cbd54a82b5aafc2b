#pragma once

#include "core/base/result.h"
#include "core/training/trainer.h"
#include "ui/training/training_plan.h"
#include "ui/training/training_story.h"

#include <QWidget>

#include <memory>
#include <vector>

class QLabel;
class QProgressBar;
class QPushButton;
class QSplitter;

namespace cadenza::ui {

class LossChart;
class MessageBar;
class RunList;
class TrainingFigures;

/// The page where a model learns: what and how long on the left, curves and figures in the middle, runs on the right.
/// Knows values only: whoever holds the document starts a TrainingJob on `trainRequested` and passes on its signals.
class TrainingPage : public QWidget {
    Q_OBJECT

public:
    explicit TrainingPage(QWidget* parent = nullptr);

    void setMaterial(const TrainingMaterial& material);
    [[nodiscard]] training::TrainingConfig config() const; ///< as the left side says
    [[nodiscard]] const TrainingStory& story() const { return story_; }
    /// The reports of the run that made this model; empty when none of this window did.
    [[nodiscard]] std::vector<training::TrainingReport>
    historyOf(const std::shared_ptr<const model::Model>& model) const;

    /// A model that was there before any run: it heads the list, to be gone back to.
    void addReadyModel(const std::shared_ptr<const model::Model>& model);

public Q_SLOTS:
    void runStarted();
    void addReports(const std::vector<cadenza::training::TrainingReport>& reports);
    void runFinished(const cadenza::training::TrainingOutcome& outcome);
    void runFailed(const cadenza::Error& error);

Q_SIGNALS:
    void trainRequested(const cadenza::training::TrainingConfig& config);
    void stopRequested();
    void addMusicRequested();                                                    ///< from the empty state
    void modelChosen(const std::shared_ptr<const cadenza::model::Model>& model); ///< of an earlier run

private:
    /// A run of this window: what its line in the list stands for.
    struct Run {
        QString name;
        std::vector<training::TrainingReport> history;
        std::shared_ptr<const model::Model> model;
    };

    [[nodiscard]] QWidget* makeHeader();
    [[nodiscard]] QWidget* makeMiddle();
    [[nodiscard]] QWidget* makeChartBar();
    void pressMain();
    void showState();
    void showRun(std::size_t index);

    TrainingStory story_;        ///< of the newest run
    std::vector<Run> runs_;      ///< oldest first
    std::size_t readyModels_{0}; ///< of `runs_`, those that were not trained here
    QLabel* state_{nullptr};
    QPushButton* main_{nullptr};
    QProgressBar* progress_{nullptr};
    MessageBar* message_{nullptr};
    QSplitter* splitter_{nullptr};
    TrainingPlan* plan_{nullptr};
    LossChart* chart_{nullptr};
    QWidget* chartBar_{nullptr};
    TrainingFigures* figures_{nullptr};
    RunList* list_{nullptr};
};

} // namespace cadenza::ui
