#pragma once

#include "core/library/library.h"

#include <QObject>
#include <QString>

#include <filesystem>
#include <thread>
#include <vector>

namespace cadenza::ui {

/// Reads files, folders and zips on a thread of its own. One import at a time; a second waits its turn. GUI thread.
class ImportJob : public QObject {
    Q_OBJECT

public:
    explicit ImportJob(QObject* parent = nullptr);
    ~ImportJob() override; ///< asks the running import to stop and waits the moment that takes

    void start(std::vector<std::filesystem::path> paths);
    void stop();
    [[nodiscard]] bool running() const { return running_; }

Q_SIGNALS:
    void progressed(double fraction, const QString& what);
    void finished(const cadenza::library::Library& library);
    void failed(const cadenza::Error& error);

private:
    void runNext();

    std::vector<std::vector<std::filesystem::path>> waiting_;
    std::jthread thread_;
    bool running_{false};
};

} // namespace cadenza::ui
