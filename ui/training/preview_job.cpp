#include "ui/training/preview_job.h"

#include "core/base/thread_priority.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>

namespace cadenza::ui {

/// Where the newest network waits to be heard.
class PreviewJob::Tray {
public:
    struct Order {
        training::Snapshot snapshot;
        std::shared_ptr<const midi::Piece> seed;
    };

    void setSeed(std::shared_ptr<const midi::Piece> seed)
    {
        const std::scoped_lock lock(mutex_);
        seed_ = std::move(seed);
        waiting_.reset();
    }
    void put(const training::Snapshot& snapshot)
    {
        {
            const std::scoped_lock lock(mutex_);
            if (!seed_)
                return;
            waiting_ = snapshot;
        }
        filled_.notify_one();
    }
    /// Waits for one; nothing when it was asked to stop.
    std::optional<Order> take(const std::stop_token& stop)
    {
        std::unique_lock lock(mutex_);
        if (!filled_.wait(lock, stop, [this] { return waiting_.has_value(); }))
            return std::nullopt;
        return Order{*std::exchange(waiting_, std::nullopt), seed_};
    }

private:
    std::mutex mutex_;
    std::condition_variable_any filled_;
    std::shared_ptr<const midi::Piece> seed_;
    std::optional<training::Snapshot> waiting_;
};

PreviewJob::PreviewJob(QObject* parent)
    : QObject(parent), tray_(std::make_shared<Tray>()), thread_([this](const std::stop_token& stop) { run(stop); })
{
}

PreviewJob::~PreviewJob() = default;

training::SnapshotPlan PreviewJob::begin(std::shared_ptr<const midi::Piece> seed, std::chrono::duration<double> every)
{
    const bool wanted = seed != nullptr;
    tray_->setSeed(std::move(seed));
    if (!wanted)
        return {};
    return {every, [tray = tray_](const training::Snapshot& snapshot) { tray->put(snapshot); }};
}

void PreviewJob::add(const training::Snapshot& snapshot)
{
    tray_->put(snapshot);
}

void PreviewJob::run(const std::stop_token& stop)
{
    stepBackBehindTheWindow();
    while (const auto order = tray_->take(stop)) {
        const model::Network network(order->snapshot.model);
        auto preview = generation::preview(network, *order->seed, order->snapshot.seconds, stop);
        if (preview) // a seed of the other time base is simply not heard
            QMetaObject::invokeMethod(
                this,
                [this, made = std::move(*preview), model = order->snapshot.model] { Q_EMIT this->made(made, model); },
                Qt::QueuedConnection);
    }
}

} // namespace cadenza::ui

#include "moc_preview_job.cpp"
