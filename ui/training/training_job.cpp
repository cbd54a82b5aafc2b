#include "ui/training/training_job.h"

#include "core/library/piece_loading.h"

#include <chrono>
#include <functional>
#include <mutex>
#include <new>
#include <utility>

namespace cadenza::ui {
namespace {

constexpr std::chrono::milliseconds kDrainEvery{100};

struct Order {
    std::vector<library::Entry> entries;
    training::TrainingConfig config;
    training::CheckpointPlan checkpoints;
    training::RunOptions options;
};

Result<training::TrainingOutcome> run(const training::LearnerFactory& makeLearner, Order order,
                                      const std::stop_token& stop,
                                      const std::function<void(const training::Corpus&)>& prepared,
                                      const training::TrainingObserver& observe)
try {
    library::Library music{std::move(order.entries), {}};
    if (const auto loaded = library::loadPieces(music, stop); !loaded)
        return std::unexpected(loaded.error());
    const auto corpus = training::makeCorpus(music.entries, order.config, stop);
    if (!corpus)
        return std::unexpected(corpus.error());
    prepared(**corpus);
    return training::train(makeLearner, order.config, *corpus, stop, observe, order.checkpoints, order.options);
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
                        training::CheckpointPlan checkpoints, training::RunOptions options)
{
    if (running_)
        return;
    running_ = true;
    timer_.start();
    thread_ = std::jthread([this, mailbox = mailbox_, makeLearner = makeLearner_,
                            order = Order{std::move(entries), std::move(config), std::move(checkpoints),
                                          std::move(options)}](const std::stop_token& stop) {
        const auto told = [this](auto&& tell) {
            QMetaObject::invokeMethod(this, std::forward<decltype(tell)>(tell), Qt::QueuedConnection);
        };
        const auto tellPrepared = [&](const training::Corpus& corpus) {
            told([this, facts = training::factsOf(corpus)] { Q_EMIT prepared(facts); });
        };
        auto outcome = run(makeLearner, order, stop, tellPrepared,
                           [&](const training::TrainingReport& report) { mailbox->put(report); });
        told([this, outcome = std::move(outcome)] { conclude(outcome); });
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
