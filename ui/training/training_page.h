#pragma once

#include "core/base/result.h"
#include "core/training/trainer.h"
#include "ui/training/training_plan.h"
#include "ui/training/training_runs.h"
#include "ui/training/training_story.h"

#include <QWidget>

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <vector>

class QSplitter;
class QStackedWidget;

namespace cadenza::ui {

class InsideView;
class MessageBar;
class RunChart;
class RunCurves;
class RunList;
class TrainingHeader;

/// The page where a model learns: what and how long on the left, curves, figures and previews in the middle, runs on
/// the right. Knows values only: whoever holds the document starts a TrainingJob on `trainRequested` and passes on its
/// signals.
class TrainingPage : public QWidget {
    Q_OBJECT

public:
    explicit TrainingPage(QWidget* parent = nullptr);

    void setMaterial(const TrainingMaterial& material);
    /// How each preset would go on this machine: asked for by `estimatesWanted` when one looks at the page.
    void setEstimates(std::span<const training::Estimate> estimates);
    [[nodiscard]] training::TrainingConfig config() const; ///< as the left side says
    /// The parts that are learnt from, as chosen before; says nothing. Other material belongs to them.
    void setParts(const midi::PartSelection& parts);
    [[nodiscard]] const TrainingStory& story() const { return story_; }
    /// The reports of the run that made this model; empty when none of this window did.
    [[nodiscard]] std::vector<training::TrainingReport>
    historyOf(const std::shared_ptr<const model::Model>& model) const;

    /// A model that was there before any run: it heads the list, to be gone back to.
    void addReadyModel(const std::shared_ptr<const model::Model>& model);
    /// The project's runs as they are now, oldest first: some were renamed, deleted or brought back.
    void setRuns(const std::vector<TrainingRun>& kept);
    void addImportedModel(std::int64_t model, const QString& name);
    void setRecord(std::int64_t run, const std::vector<training::TrainingReport>& history,
                   std::vector<generation::Preview> previews, std::vector<double> moments = {});
    void setMoments(std::int64_t run, std::vector<double> moments); ///< see `TrainingRun`
    void setModel(std::int64_t number, const std::shared_ptr<const model::Model>& model);
    void noteModel(std::int64_t number, const std::shared_ptr<const model::Model>& model); ///< it is in use already
    /// The number by which a model is known elsewhere, 0 for none.
    [[nodiscard]] std::int64_t numberOf(const std::shared_ptr<const model::Model>& model) const;
    void setRunNumber(std::int64_t run); ///< of the run that started last
    void setModelNumber(std::int64_t run, std::int64_t model);
    [[nodiscard]] QString newestName() const; ///< of the run that started last

    /// What a new run would be called, with these settings; `from` as in `runStarted`.
    [[nodiscard]] QString nextName(const training::TrainingConfig& config, const QString& from = {}) const;
    /// A run that another machine trains: its state is Elsewhere and it has a number.
    void addElsewhere(TrainingRun run);
    void setElsewhere(std::int64_t run, const ElsewhereState& state);
    void setFactsOf(std::int64_t run, const training::RunFacts& facts);
    void addReportsOf(std::int64_t run, const std::vector<training::TrainingReport>& reports);
    /// What it had learnt when it was stopped there.
    void setModelOf(std::int64_t run, const std::shared_ptr<const model::Model>& model);
    /// It is done, and this is what it gave.
    void arrived(std::int64_t run, const std::shared_ptr<const model::Model>& model);
    [[nodiscard]] const TrainingRun*
    findOrder(const std::string& order) const;                     ///< the run that a training folder is of
    [[nodiscard]] const TrainingRun* find(std::int64_t run) const; ///< until the list changes; null where it is not
    void choose(std::int64_t run);                                 ///< nothing where it is not there

    /// A run of the list that has a model.
    struct ListedModel {
        const TrainingRun* run; ///< until the list changes
        std::size_t index;
    };
    [[nodiscard]] std::vector<ListedModel> models() const; ///< oldest first
    void useModel(std::size_t index); ///< `modelChosen` or `modelWanted` follows; nothing where it has none
    /// Says that a run was interrupted and can go on; `resumeRequested` follows when a person wants it.
    void offerToResume(std::int64_t run, const QString& words);
    void offerModel(std::int64_t run, const QString& words); ///< the model of a run, to be used with one click
    [[nodiscard]] MessageBar& messages() { return *message_; }
    [[nodiscard]] InsideView& inside() { return *inside_; } ///< filled when `insideWanted` asks for it
    [[nodiscard]] bool showsInside() const;
    [[nodiscard]] const RunChart& chart() const;
    void setPlayback(bool playing, std::optional<Seconds> position); ///< of the preview that is shown
    [[nodiscard]] std::optional<generation::Preview> shownPreview() const;

public Q_SLOTS:
    /// `from`: name of the model that it goes on from; empty for one that learns from nothing.
    void runStarted(const cadenza::training::TrainingConfig& config, const QString& from = {});
    void runResumed(std::int64_t run); ///< an earlier run goes on; precondition: it was added
    void setFacts(const cadenza::training::RunFacts& facts);
    void addReports(const std::vector<cadenza::training::TrainingReport>& reports);
    void addPreview(const cadenza::generation::Preview& preview);
    void runPaused();
    void runContinues();
    void runFinished(const cadenza::training::TrainingOutcome& outcome);
    void runFailed(const cadenza::Error& error);

Q_SIGNALS:
    void trainRequested(const cadenza::training::TrainingConfig& config);
    void pauseRequested();
    void continueRequested(); ///< of the run that is paused
    void stopRequested();
    void addMusicRequested();                                                    ///< from the empty state
    void modelChosen(const std::shared_ptr<const cadenza::model::Model>& model); ///< of an earlier run
    void recordWanted(std::int64_t run);                                         ///< `setRecord` is waited for
    void modelWanted(std::int64_t number);                                       ///< `setModel` is waited for
    void resumeRequested(std::int64_t run);
    /// A new run from the model of a listed one, on the music and with the settings of now; from the model as it was at
    /// a moment of that run, in seconds of training, where one is given.
    void furtherRequested(const cadenza::training::TrainingConfig& config, const cadenza::ui::TrainingRun& from,
                          std::optional<double> moment);
    void elsewhereRequested(const cadenza::training::TrainingConfig& config); ///< another machine is to train
    void attachRequested();                                                   ///< a training folder that someone has
    void howElsewhereWanted(std::int64_t run);                                ///< how a run is started there
    void playRequested(const cadenza::generation::Preview& preview);
    void playbackPauseRequested();
    void seekRequested(cadenza::Seconds position);
    void exportChartRequested();
    void labelRequested(const cadenza::ui::TrainingRun& run); ///< a person wants to rename or annotate it
    void deleteRequested(const cadenza::ui::TrainingRun& run);
    void insideWanted();
    void estimatesWanted();
    void partsChosen(); ///< those of `config` are other ones: `setMaterial` is waited for

protected:
    void showEvent(QShowEvent* event) override;

private:
    [[nodiscard]] QWidget* makeMiddle();
    void connectParts();
    std::size_t add(TrainingRun run); ///< its index
    void showState();
    void wantEstimates();
    void showRun(std::size_t index);
    void describe(std::size_t shown);
    void wantRecord(std::size_t index);
    void goOn(std::size_t index);
    void list(std::size_t index);
    void append(std::size_t index, const std::vector<training::TrainingReport>& reports);

    TrainingStory story_; ///< of the active run
    TrainingStory shown_; ///< of the run that is looked at, as far as it was known when that began
    TrainingRuns runs_;
    std::size_t estimatedNotes_{0}; ///< that the estimates are for, or asked for
    std::int64_t offered_{0};       ///< run that the message offers to take up, or to use
    TrainingHeader* header_{nullptr};
    MessageBar* message_{nullptr};
    QSplitter* splitter_{nullptr};
    TrainingPlan* plan_{nullptr};
    QStackedWidget* middle_{nullptr}; ///< curves, or the look inside
    InsideView* inside_{nullptr};
    RunCurves* curves_{nullptr};
    RunList* list_{nullptr};
};

} // namespace cadenza::ui
