#pragma once

#include "core/base/result.h"
#include "core/training/trainer.h"
#include "ui/training/training_plan.h"
#include "ui/training/training_story.h"

#include <QWidget>

#include <limits>
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

    /// A run of an earlier session. What is known by number only is asked for when someone wants to see it.
    struct EarlierRun {
        std::int64_t run{0};   ///< number by which its curves are known
        std::int64_t model{0}; ///< and its model; 0 when it left none
        QString name;
        QString summary;
    };
    void addEarlierRun(const EarlierRun& run);
    void addImportedModel(std::int64_t model, const QString& name);
    void setHistory(std::int64_t run, const std::vector<training::TrainingReport>& history);
    void setModel(std::int64_t number, const std::shared_ptr<const model::Model>& model);
    /// The number by which a model is known elsewhere, 0 for none.
    [[nodiscard]] std::int64_t numberOf(const std::shared_ptr<const model::Model>& model) const;
    /// The run that started last is known by these numbers from now on.
    void setNumbers(std::int64_t run, std::int64_t model);
    [[nodiscard]] QString newestName() const; ///< of the run that started last
    /// Says that a run was interrupted and can go on; `resumeRequested` follows when a person wants it.
    void offerToResume(const QString& words);

public Q_SLOTS:
    void runStarted();
    void runResumed(std::int64_t run); ///< an earlier run goes on; precondition: it was added
    void addReports(const std::vector<cadenza::training::TrainingReport>& reports);
    void runFinished(const cadenza::training::TrainingOutcome& outcome);
    void runFailed(const cadenza::Error& error);

Q_SIGNALS:
    void trainRequested(const cadenza::training::TrainingConfig& config);
    void stopRequested();
    void addMusicRequested();                                                    ///< from the empty state
    void modelChosen(const std::shared_ptr<const cadenza::model::Model>& model); ///< of an earlier run
    void historyWanted(std::int64_t run);                                        ///< `setHistory` is waited for
    void modelWanted(std::int64_t number);                                       ///< `setModel` is waited for
    void resumeRequested();

private:
    /// A run of this window: what its line in the list stands for.
    struct Run {
        QString name;
        std::vector<training::TrainingReport> history;
        std::shared_ptr<const model::Model> model;
        std::int64_t run{0};    ///< numbers of one that was kept
        std::int64_t number{0}; ///< of its model
        bool historyKnown{true};
    };

    [[nodiscard]] QWidget* makeHeader();
    [[nodiscard]] QWidget* makeMiddle();
    [[nodiscard]] QWidget* makeChartBar();
    void pressMain();
    void showState();
    void showRun(std::size_t index);
    void chooseModel(std::size_t index);

    TrainingStory story_;                                         ///< of the active run
    std::vector<Run> runs_;                                       ///< oldest first
    std::size_t active_{std::numeric_limits<std::size_t>::max()}; ///< of `runs_`, the one that goes on or went on last
    std::size_t readyModels_{0};                                  ///< of `runs_`, those that were not trained here
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
