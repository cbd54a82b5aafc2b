#include "ui/window/export_job.h"

#include <QMetaObject>

#include <utility>

namespace cadenza::ui {
namespace {

constexpr int kTellEveryMs = 100;

} // namespace

ExportJob::ExportJob(QObject* parent) : QObject(parent)
{
    timer_.setInterval(kTellEveryMs);
    connect(&timer_, &QTimer::timeout, this, &ExportJob::tellProgress);
}

ExportJob::~ExportJob() = default;

void ExportJob::start(std::vector<ExportOrder> orders)
{
    if (orders.empty())
        return;
    waiting_.push_back(std::move(orders));
    if (!running_)
        runNext();
}

void ExportJob::stop()
{
    if (waiting_.size() > 1)
        waiting_.erase(waiting_.begin() + 1, waiting_.end());
    thread_.request_stop();
}

void ExportJob::runNext()
{
    running_ = !waiting_.empty();
    if (!running_) {
        timer_.stop();
        return;
    }
    current_ = 0;
    fraction_ = 0.0;
    timer_.start();
    thread_ = std::jthread([this, orders = waiting_.front()](const std::stop_token& stop) {
        Result<void> done;
        for (std::size_t i = 0; i < orders.size() && done; ++i) {
            current_ = i;
            fraction_ = 0.0;
            done =
                stop.stop_requested()
                    ? failure(Fault::Cancelled)
                    : writePiece(orders[i], stop, [this](double fraction, std::string_view) { fraction_ = fraction; });
            if (done)
                QMetaObject::invokeMethod(this, [this, file = orders[i].target] { Q_EMIT written(file); });
        }
        QMetaObject::invokeMethod(this, [this, done] { conclude(done); });
    });
}

void ExportJob::tellProgress()
{
    const auto& orders = waiting_.front();
    const std::size_t current = current_;
    Q_EMIT progressed((static_cast<double>(current) + fraction_) / static_cast<double>(orders.size()),
                      orders[current].target);
}

void ExportJob::conclude(const Result<void>& done)
{
    const std::size_t files = waiting_.front().size();
    waiting_.pop_front();
    if (done)
        Q_EMIT finished(files);
    else
        Q_EMIT failed(done.error());
    runNext();
}

} // namespace cadenza::ui
