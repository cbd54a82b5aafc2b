#pragma once

#include "core/training/trainer.h"
#include "ui/project/project_desk.h"

#include <QFuture>
#include <QObject>
#include <QString>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace cadenza::ui {

/// Keeps runs and their models in the project, and brings them back. Without a project nothing is kept. GUI thread.
class RunKeeper : public QObject {
    Q_OBJECT

public:
    explicit RunKeeper(ProjectDesk& desk, QObject* parent = nullptr) : QObject(parent), desk_(desk) {}

    /// A training begins: where it leaves its checkpoints, once that is stored. The number names the run in
    /// `addReports` and `endRun`.
    struct BegunRun {
        project::RunId run{};
        training::CheckpointPlan checkpoints{};
    };
    [[nodiscard]] QFuture<BegunRun> beginRun(const QString& name, const training::TrainingConfig& config,
                                             std::span<const library::Entry> entries);
    /// The same for a run that was interrupted and goes on.
    [[nodiscard]] QFuture<BegunRun> resumeRun(project::RunId run);
    /// A run that is to be trained elsewhere, with what is known of it; `entries` are its music where that is in the
    /// project. No number where nothing is kept.
    [[nodiscard]] QFuture<project::RunId> beginElsewhere(const QString& name, const training::TrainingConfig& config,
                                                         const training::RunFacts& facts,
                                                         std::span<const library::Entry> entries = {});
    /// Its model has come back and the run is finished, after `modelKept`: false where it could not be kept. The model
    /// in use stays another.
    [[nodiscard]] QFuture<bool> keepArrived(project::RunId run, const std::shared_ptr<const model::Model>& model);
    /// The same for one that was stopped elsewhere and may go on there: false also where this model was kept before.
    [[nodiscard]] QFuture<bool> keepStopped(project::RunId run, const std::shared_ptr<const model::Model>& model);
    void addReports(project::RunId run, const std::vector<training::TrainingReport>& reports);
    void setFacts(project::RunId run, const training::RunFacts& facts);
    void addPreview(project::RunId run, const generation::Preview& preview);
    /// Keeps the model that made a preview, to go on from that moment: the moments of the run that are kept now.
    [[nodiscard]] QFuture<std::vector<double>> keepMoment(project::RunId run, double seconds,
                                                          const std::shared_ptr<const model::Model>& model);
    [[nodiscard]] QFuture<Result<std::shared_ptr<const model::Model>>> loadMoment(project::RunId run, double seconds);
    void endRun(project::RunId run, const training::TrainingOutcome& outcome);
    void endRun(project::RunId run, project::RunState state); ///< without a model
    /// The model in use; none for one that is not in the project, such as the ready-trained one.
    void useModel(project::ModelId model);

    /// What a run leaves to look at and to listen to.
    struct RunRecord {
        std::vector<training::TrainingReport> history{};
        std::vector<generation::Preview> previews{};
        std::vector<double> moments{}; ///< of which the model is kept, in seconds of training
    };
    [[nodiscard]] QFuture<RunRecord> recordOf(project::RunId run);
    [[nodiscard]] QFuture<Result<std::shared_ptr<const model::Model>>> loadModel(project::ModelId model);
    /// Ids of the library's entries that an earlier run trained on.
    [[nodiscard]] QFuture<std::vector<std::string>> musicOf(project::SelectionId selection);

    /// What goes with the model in use. Fails with NotFound where it is not of this project.
    [[nodiscard]] QFuture<Result<model::ModelCard>> cardInUse();
    /// Writes the model in use to a file, with this card.
    [[nodiscard]] QFuture<Result<void>> exportModel(const std::filesystem::path& target, const model::ModelCard& card,
                                                    model::Precision precision);

Q_SIGNALS:
    void modelKept(cadenza::project::RunId run, cadenza::project::ModelId model);

private:
    bool tellKept(project::RunId run, const Result<project::ModelId>& model); ///< whether there is one

    ProjectDesk& desk_;
};

} // namespace cadenza::ui
