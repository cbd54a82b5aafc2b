#pragma once

#include "core/training/trainer.h"
#include "ui/project/project_keeper.h"
#include "ui/training/training_job.h"

#include <QObject>

#include <filesystem>
#include <optional>

namespace cadenza::ui {

class Document;
class TrainingPage;

/// Joins the training page to the document: trains on the library, and hands the model on. GUI thread.
class TrainingPresenter : public QObject {
    Q_OBJECT

public:
    TrainingPresenter(Document& document, TrainingPage& page, training::LearnerFactory makeLearner,
                      ProjectKeeper& keeper, QObject* parent = nullptr);

    /// A first run for the impatient: the quick network for a minute, on everything in the library.
    void trainForAMinute();
    /// Opens a ready-trained model in the background; it continues seeds until another is trained or chosen. A file
    /// that is not there is no failure: then one trains first.
    void openReadyModel(const std::filesystem::path& file);
    [[nodiscard]] bool openingReadyModel() const { return openingReadyModel_; }
    void stop();
    [[nodiscard]] bool running() const { return preparing_ || job_.running(); }

    /// Nats per note at the start and the end of the newest run; empty before its second report.
    struct LossFall {
        double first, last;
    };
    [[nodiscard]] std::optional<LossFall> lossFall() const { return fall_; }

Q_SIGNALS:
    void started();
    void progressed(const std::vector<cadenza::training::TrainingReport>& reports);
    void failed(const cadenza::Error& error);

private:
    void connectKeeper();
    void train(training::TrainingConfig config);
    void start(const std::vector<library::Entry>& entries, const training::TrainingConfig& config,
               const ProjectKeeper::BegunRun& begun);
    void showEarlierRuns(const OpenedProject& project);
    void resume();
    void showMaterial();
    void note(const std::vector<training::TrainingReport>& reports);
    void finish(const training::TrainingOutcome& outcome);
    void useModel(const std::shared_ptr<const model::Model>& model,
                  const std::vector<training::TrainingReport>& history);

    Document& document_;
    TrainingPage& page_;
    ProjectKeeper& keeper_;
    TrainingJob job_;
    project::RunId run_{};                    ///< that goes on, as the project knows it
    bool preparing_{false};                   ///< a run is about to start
    std::optional<project::Run> interrupted_; ///< can be resumed
    std::optional<LossFall> fall_;
    bool openingReadyModel_{false};
};

} // namespace cadenza::ui
