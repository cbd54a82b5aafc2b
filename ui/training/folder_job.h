#pragma once

#include "core/elsewhere/folder_writer.h"

#include <QObject>
#include <QTimer>

#include <filesystem>
#include <memory>
#include <thread>

namespace cadenza::ui {

/// Writes a training folder on a thread of its own, one at a time, with progress at 10 Hz. GUI thread.
class FolderJob : public QObject {
    Q_OBJECT

public:
    explicit FolderJob(QObject* parent = nullptr);
    ~FolderJob() override; ///< stops, and waits the moment that takes

    /// Ignored while one is being written.
    void start(const std::filesystem::path& target, elsewhere::FolderRequest request);
    void stop(); ///< `failed` with Cancelled follows; nothing is left behind
    [[nodiscard]] bool running() const { return running_; }

Q_SIGNALS:
    void progressed(double fraction); ///< 0…1 of the music is copied
    void written(const std::filesystem::path& folder, const cadenza::elsewhere::TrainingOrder& order);
    void failed(const cadenza::Error& error);

private:
    class Mailbox;

    void conclude(const std::filesystem::path& target, const Result<elsewhere::TrainingOrder>& order);

    std::shared_ptr<Mailbox> mailbox_;
    QTimer timer_;
    bool running_{false};
    std::jthread thread_; ///< last: joined before anything it uses goes
};

} // namespace cadenza::ui
