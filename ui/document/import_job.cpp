#include "ui/document/import_job.h"

#include <QMetaObject>

#include <chrono>
#include <utility>

namespace cadenza::ui {

ImportJob::ImportJob(QObject* parent) : QObject(parent) {}

ImportJob::~ImportJob() = default;

void ImportJob::start(std::vector<std::filesystem::path> paths)
{
    waiting_.push_back(std::move(paths));
    if (!running_)
        runNext();
}

void ImportJob::stop()
{
    waiting_.clear();
    thread_.request_stop();
}

void ImportJob::runNext()
{
    if (waiting_.empty())
        return;
    running_ = true;
    auto paths = std::move(waiting_.front());
    waiting_.erase(waiting_.begin());

    thread_ = std::jthread([this, paths = std::move(paths)](const std::stop_token& stop) {
        using Clock = std::chrono::steady_clock;
        auto lastTold = Clock::time_point{};
        const auto progress = [&](double fraction, std::string_view what) {
            if (const auto now = Clock::now(); now - lastTold > std::chrono::milliseconds(50)) {
                lastTold = now;
                QMetaObject::invokeMethod(
                    this, [this, fraction, text = QString::fromUtf8(what)] { Q_EMIT progressed(fraction, text); });
            }
        };
        auto result = library::importLibrary(paths, stop, progress);
        QMetaObject::invokeMethod(this, [this, result = std::move(result)] {
            running_ = false;
            if (result)
                Q_EMIT finished(*result);
            else
                Q_EMIT failed(result.error());
            runNext();
        });
    });
}

} // namespace cadenza::ui
