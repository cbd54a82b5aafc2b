#pragma once

#include "core/generation/preview.h"
#include "core/training/trainer.h"

#include <QObject>

#include <memory>
#include <thread>

namespace cadenza::ui {

/// Lets the networks of a run continue one seed, so that one hears it learn. On a thread of its own behind window and
/// training; where it is not yet done with one network when the next comes, only the newest waits. GUI thread, but for
/// the plan's `take`.
class PreviewJob : public QObject {
    Q_OBJECT

public:
    explicit PreviewJob(QObject* parent = nullptr);
    ~PreviewJob() override; ///< waits the moment that a preview takes to stop

    /// A run begins, to be heard on this seed; null makes no previews. The plan is for the run's `train`.
    [[nodiscard]] training::SnapshotPlan begin(std::shared_ptr<const midi::Piece> seed,
                                               std::chrono::duration<double> every);
    /// One more, of a model that is done.
    void add(const training::Snapshot& snapshot);

Q_SIGNALS:
    void made(const cadenza::generation::Preview& preview, const std::shared_ptr<const cadenza::model::Model>& model);

private:
    class Tray;

    void run(const std::stop_token& stop);

    std::shared_ptr<Tray> tray_;
    std::jthread thread_; ///< last: joined before anything it uses goes
};

} // namespace cadenza::ui
