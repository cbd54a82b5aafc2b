#include "ui/training/folder_job.h"

#include <atomic>
#include <chrono>
#include <utility>

namespace cadenza::ui {
namespace {

constexpr std::chrono::milliseconds kTellEvery{100};

} // namespace

/// How far the thread has come.
class FolderJob::Mailbox {
public:
    std::atomic<double> fraction{0.0};
};

FolderJob::FolderJob(QObject* parent) : QObject(parent), mailbox_(std::make_shared<Mailbox>())
{
    timer_.setInterval(kTellEvery);
    connect(&timer_, &QTimer::timeout, this, [this] { Q_EMIT progressed(mailbox_->fraction); });
}

FolderJob::~FolderJob() = default;

void FolderJob::start(const std::filesystem::path& target, elsewhere::FolderRequest request)
{
    if (running_)
        return;
    running_ = true;
    mailbox_->fraction = 0.0;
    timer_.start();
    thread_ = std::jthread([this, target, mailbox = mailbox_,
                            request = std::move(request)](const std::stop_token& stop) mutable {
        auto order = elsewhere::writeTrainingFolder(
            target, std::move(request), stop, [&](double fraction, std::string_view) { mailbox->fraction = fraction; });
        QMetaObject::invokeMethod(
            this, [this, target, order = std::move(order)] { conclude(target, order); }, Qt::QueuedConnection);
    });
}

void FolderJob::stop()
{
    thread_.request_stop();
}

void FolderJob::conclude(const std::filesystem::path& target, const Result<elsewhere::TrainingOrder>& order)
{
    timer_.stop();
    thread_.join();
    running_ = false;
    if (order)
        Q_EMIT written(target, *order);
    else
        Q_EMIT failed(order.error());
}

} // namespace cadenza::ui

#include "moc_folder_job.cpp"
