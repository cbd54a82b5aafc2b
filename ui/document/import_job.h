#pragma once

#include "core/library/folder_watch.h"
#include "core/library/library.h"

#include <QObject>
#include <QString>

#include <filesystem>
#include <memory>
#include <thread>
#include <vector>

namespace cadenza::ui {

/// Reads files, folders and zips on a thread of its own, through the library index, so that what is known is not read
/// again; entries that come from it have no piece yet. What was read is watched from then on, and looked at again when
/// it changes. One import at a time; a second waits its turn. GUI thread.
class ImportJob : public QObject {
    Q_OBJECT

public:
    /// Without an index file, or when it cannot be used, everything is read.
    explicit ImportJob(std::filesystem::path index = {}, QObject* parent = nullptr);
    ~ImportJob() override; ///< asks the running import to stop and waits the moment that takes

    void start(std::vector<std::filesystem::path> paths);
    void stop();
    [[nodiscard]] bool running() const { return running_; }
    /// All that was ever started.
    [[nodiscard]] const std::vector<std::filesystem::path>& roots() const { return roots_; }

Q_SIGNALS:
    void progressed(double fraction, const QString& what);
    void finished(const cadenza::library::Library& library);
    /// All that was ever started, looked at again after files changed.
    void refreshed(const cadenza::library::Library& library);
    void failed(const cadenza::Error& error);

private:
    struct Order {
        std::vector<std::filesystem::path> paths;
        std::vector<std::filesystem::path> watched; ///< all that is watched from then on
        bool again{false};                          ///< these paths were read before
    };
    struct Outcome;
    void enqueue(Order order);
    void runNext();
    void conclude(const Outcome& outcome, bool again);
    [[nodiscard]] Outcome run(const Order& order, const std::stop_token& stop);
    void lookAgain();

    std::filesystem::path index_;
    std::vector<std::filesystem::path> roots_;
    std::vector<Order> waiting_;
    std::shared_ptr<library::FolderWatch> watch_;
    std::jthread thread_;
    bool running_{false};
};

} // namespace cadenza::ui
