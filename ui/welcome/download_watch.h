#pragma once

#include "core/base/result.h"
#include "ui/welcome/found_collection.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <filesystem>
#include <map>
#include <stop_token>
#include <vector>

namespace cadenza::ui {

/// Waits for zips of music: looks through a folder, again when something changes there, and reads each zip whole on a
/// thread of its own. A zip that holds no music, or that is still being downloaded, is passed over until it changes.
/// GUI thread.
class DownloadWatch : public QObject {
    Q_OBJECT

public:
    explicit DownloadWatch(std::filesystem::path folder, QObject* parent = nullptr);
    ~DownloadWatch() override; ///< stops at the next file

    void start();
    void stop(); ///< what is being read is given up
    /// A file that a person gave: `refused` says where it holds no music.
    void check(const std::filesystem::path& file);
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

Q_SIGNALS:
    void checking(const QString& name); ///< a zip is being read; empty when none is any more
    void found(const cadenza::ui::FoundCollection& collection);
    void refused(const cadenza::Error& error);

private:
    enum class Asked { ByFolder, ByPerson };
    struct Version { ///< of a file that was looked at
        std::uintmax_t bytes{0};
        std::filesystem::file_time_type written{};
        friend bool operator==(const Version&, const Version&) = default;
    };

    void look();
    void read(const std::filesystem::path& file, Asked asked);

    std::filesystem::path folder_;
    QFileSystemWatcher watcher_;
    QTimer soon_;  ///< a download changes its folder many times
    QTimer again_; ///< a file that grows in place does not change its folder
    std::map<std::filesystem::path, Version> known_;
    std::size_t reading_{0};
    std::stop_source stopping_;
    QThreadPool thread_;
};

} // namespace cadenza::ui
