#include "ui/training/training_job.h"

#include "core/library/piece_loading.h"

#include <chrono>
#include <mutex>
#include <new>
#include <utility>

namespace cadenza::ui {
namespace {

constexpr std::chrono::milliseconds kDrainEvery{100};

Result<training::TrainingOutcome> run(const training::LearnerFactory& makeLearner, std::vector<library::Entry> entries,
                                      const training::TrainingConfig& config, const std::stop_token& stop,
                                      const training::TrainingObserver& observe,
                                      const training::CheckpointPlan& checkpoints)
try {
    library::Library music{std::move(entries), {}};
    if (const auto loaded = library::loadPieces(music, stop); !loaded)
        return std::unexpected(loaded.error());
    const auto corpus = training::makeCorpus(music.entries, config, stop);
    if (!corpus)
        return std::unexpected(corpus.error());
    return training::train(makeLearner, config, *corpus, stop, observe, checkpoints);
} catch (const std::bad_alloc&) {
    return failure(Fault::OutOfMemory);
}

} // namespace

/// What the training thread leaves for the window.
class TrainingJob::Mailbox {
public:
    void put(const training::TrainingReport& report)
    {
        const std::scoped_lock lock(mutex_);
        reports_.push_back(report);
    }
    std::vector<training::TrainingReport> take()
    {
        const std::scoped_lock lock(mutex_);
        return std::exchange(reports_, {});
    }

private:
    std::mutex mutex_;
    std::vector<training::TrainingReport> reports_;
};

TrainingJob::TrainingJob(training::LearnerFactory makeLearner, QObject* parent)
    : QObject(parent), makeLearner_(std::move(makeLearner)), mailbox_(std::make_shared<Mailbox>())
{
    timer_.setInterval(kDrainEvery);
    connect(&timer_, &QTimer::timeout, this, &TrainingJob::drain);
}

TrainingJob::~TrainingJob() = default;

void TrainingJob::start(std::vector<library::Entry> entries, training::TrainingConfig config,
                        training::CheckpointPlan checkpoints)
{
    if (running_)
        return;
    running_ = true;
    timer_.start();
    thread_ =
        std::jthread([this, mailbox = mailbox_, makeLearner = makeLearner_, entries = std::move(entries),
                      config = std::move(config), checkpoints = std::move(checkpoints)](const std::stop_token& stop) {
            auto outcome = run(
                makeLearner, entries, config, stop,
                [&](const training::TrainingReport& report) { mailbox->put(report); }, checkpoints);
            QMetaObject::invokeMethod(
                this, [this, outcome = std::move(outcome)] { conclude(outcome); }, Qt::QueuedConnection);
        });
}

void TrainingJob::stop()
{
    thread_.request_stop();
}

void TrainingJob::drain()
{
    if (const auto reports = mailbox_->take(); !reports.empty())
        Q_EMIT progressed(reports);
}

void TrainingJob::conclude(const Result<training::TrainingOutcome>& outcome)
{
    timer_.stop();
    thread_.join();
    running_ = false;
    drain();
    if (outcome)
        Q_EMIT finished(*outcome);
    else
        Q_EMIT failed(outcome.error());
}

} // namespace cadenza::ui

#include "moc_training_job.cpp"
