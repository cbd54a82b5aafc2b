#include "ui/welcome/download_watch.h"

#include <QtConcurrent>

#include <algorithm>
#include <array>
#include <utility>

namespace cadenza::ui {

namespace fs = std::filesystem;

namespace {

constexpr int kSoonMs = 400;
constexpr int kAgainMs = 3000;

bool isZip(const fs::path& file)
{
    const std::string ending = file.extension().string();
    return ending == ".zip" || ending == ".ZIP";
}

/// Zips of a folder, the newest first. Any thread.
std::vector<fs::path> zipsIn(const fs::path& folder)
{
    std::vector<std::pair<fs::file_time_type, fs::path>> zips;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        std::error_code ignored;
        if (isZip(entry.path()) && entry.is_regular_file(ignored))
            zips.emplace_back(entry.last_write_time(ignored), entry.path());
    }
    std::ranges::sort(zips, std::greater{});
    std::vector<fs::path> paths;
    for (auto& [written, path] : zips)
        paths.push_back(std::move(path));
    return paths;
}

} // namespace

DownloadWatch::DownloadWatch(fs::path folder, QObject* parent) : QObject(parent), folder_(std::move(folder))
{
    thread_.setMaxThreadCount(1);
    soon_.setSingleShot(true);
    soon_.setInterval(kSoonMs);
    again_.setInterval(kAgainMs);
    connect(&watcher_, &QFileSystemWatcher::directoryChanged, &soon_, qOverload<>(&QTimer::start));
    connect(&soon_, &QTimer::timeout, this, &DownloadWatch::look);
    connect(&again_, &QTimer::timeout, this, &DownloadWatch::look);
}

DownloadWatch::~DownloadWatch()
{
    stop();
    thread_.waitForDone();
}

void DownloadWatch::start()
{
    stopping_ = {};
    if (!folder_.empty())
        watcher_.addPath(QString::fromStdString(folder_.string()));
    again_.start();
    look();
}

void DownloadWatch::stop()
{
    stopping_.request_stop();
    soon_.stop();
    again_.stop();
    if (!watcher_.directories().isEmpty())
        watcher_.removePaths(watcher_.directories());
}

void DownloadWatch::look()
{
    if (reading_ > 0 || folder_.empty())
        return;
    QtConcurrent::run(&thread_, zipsIn, folder_).then(this, [this](const std::vector<fs::path>& zips) {
        for (const fs::path& zip : zips) {
            std::error_code error;
            const Version now{fs::file_size(zip, error), fs::last_write_time(zip, error)};
            if (error || now.bytes == 0 || std::exchange(known_[zip], now) == now)
                continue;
            read(zip, Asked::ByFolder);
        }
    });
}

void DownloadWatch::check(const fs::path& file)
{
    read(file, Asked::ByPerson);
}

void DownloadWatch::read(const fs::path& file, Asked asked)
{
    ++reading_;
    Q_EMIT checking(QString::fromStdString(file.filename().string()));
    QtConcurrent::run(&thread_, [file, stop = stopping_.get_token()] {
        return library::importLibrary(std::array{file}, stop);
    }).then(this, [this, file, asked](const Result<library::Library>& library) {
        if (--reading_ == 0)
            Q_EMIT checking({});
        if (library)
            Q_EMIT found(foundIn(file, *library));
        else if (asked == Asked::ByPerson && library.error().fault != Fault::Cancelled)
            Q_EMIT refused(library.error());
    });
}

} // namespace cadenza::ui

#include "moc_download_watch.cpp"
