#pragma once

#include "core/training/trainer.h"
#include "ui/project/project_keeper.h"
#include "ui/training/calibration_job.h"
#include "ui/training/preview_job.h"
#include "ui/training/training_job.h"
#include "ui/training/training_material.h"
#include "ui/training/training_run.h"
#include "ui/window/kept_runs.h"
#include "ui/window/training_watch.h"

#include <QObject>
#include <QTemporaryDir>

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <vector>

namespace cadenza::ui {

class Document;
class PlaybackPresenter;
class TrainingPage;

/// Joins the training page to the document: trains on the library, and hands the model on. GUI thread.
class TrainingPresenter : public QObject {
    Q_OBJECT

public:
    TrainingPresenter(Document& document, TrainingPage& page, PlaybackPresenter& playback,
                      training::LearnerFactory makeLearner, ProjectKeeper& keeper, QObject* parent = nullptr);

    /// A first run for the impatient: the quick network for a minute, on everything in the library.
    void trainForAMinute();
    /// Opens a ready-trained model in the background; it continues seeds until another is trained or chosen. A file
    /// that is not there is no failure: then one trains first.
    void openReadyModel(const std::filesystem::path& file);
    [[nodiscard]] bool openingReadyModel() const { return openingReadyModel_; }
    void stop();  ///< for good: the best model follows with `ended`
    void pause(); ///< leaves a checkpoint and lets go of processor and memory; `ended` follows
    [[nodiscard]] bool running() const { return preparing_ || job_.running(); }
    [[nodiscard]] bool paused() const { return paused_.has_value(); }

    /// Nats per note at the start and the end of the newest run; empty before its second report.
    struct LossFall {
        double first, last;
    };
    [[nodiscard]] std::optional<LossFall> lossFall() const { return fall_; }

Q_SIGNALS:
    void started();
    void progressed(const std::vector<cadenza::training::TrainingReport>& reports);
    void failed(const cadenza::Error& error);
    void done(const QString& words); ///< a run came to its end by itself, in words
    void ended();                    ///< or paused: no run goes on now

private:
    /// All that a run needs to begin, and to begin again after a pause.
    struct Order {
        std::vector<library::Entry> entries{};
        training::TrainingConfig config{};
        std::shared_ptr<const model::Model> from{};
        QString fromName{};
        RunKeeper::BegunRun begun{};
        training::RunFacts facts{};
    };
    struct Paused {
        std::optional<training::TrainingOutcome> outcome{}; ///< what stopping for good would give
    };

    void connectPage();
    void train(training::TrainingConfig config, const std::shared_ptr<const model::Model>& from = {},
               const QString& fromName = {});
    void trainFurther(const training::TrainingConfig& config, const TrainingRun& from, std::optional<double> moment);
    void keep(const generation::Preview& preview, const std::shared_ptr<const model::Model>& model);
    void start();
    void goOn();
    void resume(std::int64_t run);
    void showMaterial();
    [[nodiscard]] TrainingSelection selection() const;
    void note(const std::vector<training::TrainingReport>& reports);
    void remember();
    void keepFacts(const training::RunFacts& facts);
    void conclude(const training::TrainingOutcome& outcome);
    void finish(const training::TrainingOutcome& outcome);
    void fail(const Error& error);
    void useModel(const std::shared_ptr<const model::Model>& model,
                  const std::vector<training::TrainingReport>& history);

    Document& document_;
    TrainingPage& page_;
    ProjectKeeper& keeper_;
    KeptRuns kept_;
    TrainingWatch watch_;
    QTemporaryDir scratch_; ///< for checkpoints where there is no project
    CalibrationJob calibration_;
    PreviewJob previews_;
    TrainingJob job_;
    Order order_;                          ///< of the run that goes on or went on last
    std::map<std::int64_t, Order> orders_; ///< of runs that began in this window, by their number
    bool preparing_{false};                ///< a run is about to start
    enum class Asked { Nothing, Pause, Stop } asked_{Asked::Nothing};
    std::optional<Paused> paused_;
    std::optional<LossFall> fall_;
    bool openingReadyModel_{false};
};

} // namespace cadenza::ui
