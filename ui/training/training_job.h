#pragma once

#include "core/training/run_facts.h"
#include "core/training/trainer.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <thread>
#include <vector>

namespace cadenza::ui {

/// Trains on a thread of its own, one run at a time. Reports wait in a mailbox that a 10 Hz timer empties, so training
/// never wakes the window; the end of a run is one queued call that comes after its last reports. GUI thread.
class TrainingJob : public QObject {
    Q_OBJECT

public:
    explicit TrainingJob(training::LearnerFactory makeLearner, QObject* parent = nullptr);
    ~TrainingJob() override; ///< asks a run to stop and waits the fraction of a second that takes

    /// Encodes the entries and trains on them. Ignored while a run goes on.
    void start(std::vector<library::Entry> entries, training::TrainingConfig config,
               training::CheckpointPlan checkpoints = {}, training::RunOptions options = {});
    /// Returns at once; `finished` follows with the best model so far (or `failed` with Cancelled when there is none).
    void stop();
    [[nodiscard]] bool running() const { return running_; }

Q_SIGNALS:
    void prepared(const cadenza::training::RunFacts& facts); ///< the music is encoded
    /// The reports since the last signal, at least one.
    void progressed(const std::vector<cadenza::training::TrainingReport>& reports);
    void finished(const cadenza::training::TrainingOutcome& outcome);
    void failed(const cadenza::Error& error);

private:
    class Mailbox;

    void drain();
    void conclude(const Result<training::TrainingOutcome>& outcome);

    training::LearnerFactory makeLearner_;
    std::shared_ptr<Mailbox> mailbox_;
    QTimer timer_;
    bool running_{false};
    std::jthread thread_; ///< last: joined before anything it uses goes
};

} // namespace cadenza::ui
