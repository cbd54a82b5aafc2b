#pragma once

#include "core/base/result.h"
#include "ui/window/export_task.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <deque>
#include <filesystem>
#include <thread>
#include <vector>

namespace cadenza::ui {

/// Writes files one after the other on a thread of its own, with progress at 10 Hz. GUI thread.
class ExportJob : public QObject {
    Q_OBJECT

public:
    explicit ExportJob(QObject* parent = nullptr);
    ~ExportJob() override; ///< stops, and waits the moment that takes

    /// Several calls are served in turn.
    void start(std::vector<ExportOrder> orders);
    void stop(); ///< what is complete stays, what is not leaves nothing behind
    [[nodiscard]] bool running() const { return running_; }

Q_SIGNALS:
    /// `fraction` 0…1 of all that was asked for; `file` is being written.
    void progressed(double fraction, const std::filesystem::path& file);
    void written(const std::filesystem::path& file);
    void finished(std::size_t files);         ///< all that `start` was given
    void failed(const cadenza::Error& error); ///< or Cancelled: the rest of that call's files is not tried

private:
    void runNext();
    void tellProgress();
    void conclude(const Result<void>& done);

    std::deque<std::vector<ExportOrder>> waiting_; ///< the first is being written
    std::atomic<std::size_t> current_{0};
    std::atomic<double> fraction_{0.0}; ///< of the current file
    QTimer timer_;
    bool running_{false};
    std::jthread thread_;
};

} // namespace cadenza::ui
