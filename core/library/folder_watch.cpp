#include "core/library/folder_watch.h"

#include "core/library/source_scan.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

namespace cadenza::library {

namespace fs = std::filesystem;

namespace {

using Clock = std::chrono::steady_clock;

/// Owns a file descriptor; negative when there is none.
class Descriptor {
public:
    explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
    ~Descriptor()
    {
        if (descriptor_ >= 0)
            ::close(descriptor_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return descriptor_; }

private:
    int descriptor_;
};

/// The folders that inotify watches for us, and which names in them matter.
class WatchedFolders {
public:
    explicit WatchedFolders(bool wanted) : inotify_(wanted ? ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC) : -1) {}

    [[nodiscard]] int descriptor() const { return inotify_.get(); }
    [[nodiscard]] bool complete() const { return inotify_.get() >= 0 && complete_; }

    void add(const fs::path& given)
    {
        std::error_code error;
        const fs::path path = fs::absolute(given, error).lexically_normal();
        if (fs::is_directory(path, error))
            addTree(path);
        else if (fs::exists(path, error))
            watch(path.parent_path(), path.filename().string());
    }

    /// Takes what inotify has to say; true when some of it may be about music.
    bool drain()
    {
        bool music = false;
        alignas(inotify_event) std::array<char, 16384> buffer{};
        for (ssize_t got = 0; (got = ::read(inotify_.get(), buffer.data(), buffer.size())) > 0;)
            for (ssize_t at = 0; at < got;) {
                const auto* event = reinterpret_cast<const inotify_event*>(buffer.data() + at);
                music = hear(*event) || music;
                at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
            }
        return music;
    }

private:
    struct Folder {
        fs::path path;
        bool whole{false};           ///< everything below it matters
        std::set<std::string> names; ///< otherwise only these
    };

    void addTree(const fs::path& root)
    {
        watch(root, {});
        std::error_code error;
        fs::recursive_directory_iterator entry(root, fs::directory_options::skip_permission_denied, error);
        for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
            std::error_code ignored;
            if (entry->is_directory(ignored) && !entry->is_symlink(ignored))
                watch(entry->path(), {});
        }
    }

    void watch(const fs::path& folder, const std::string& name)
    {
        constexpr std::uint32_t kWhat =
            IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR;
        const int watch = inotify_.get() < 0 ? -1 : ::inotify_add_watch(inotify_.get(), folder.c_str(), kWhat);
        if (watch < 0) {
            complete_ = false;
            return;
        }
        Folder& watched = folders_[watch];
        watched.path = folder;
        watched.whole = watched.whole || name.empty();
        if (!name.empty())
            watched.names.insert(name);
    }

    bool hear(const inotify_event& event)
    {
        if (event.mask & IN_Q_OVERFLOW)
            return true;
        const auto folder = folders_.find(event.wd);
        if (folder == folders_.end())
            return false;
        if (event.mask & IN_IGNORED) {
            folders_.erase(folder);
            return false;
        }
        const std::string name = event.len > 0 ? event.name : "";
        if (folder->second.whole && (event.mask & IN_ISDIR)) {
            if (event.mask & (IN_CREATE | IN_MOVED_TO))
                addTree(folder->second.path / name);
            return true;
        }
        return folder->second.names.contains(name) || (folder->second.whole && mayMatter(name));
    }

    Descriptor inotify_;
    std::map<int, Folder> folders_;
    bool complete_{true};
};

class Watcher {
public:
    Watcher(std::span<const fs::path> paths, FolderWatch::Listener changed, FolderWatch::Timing timing,
            FolderWatch::Means means)
        : changed_(std::move(changed)), timing_(timing), folders_(means == FolderWatch::Means::Inotify)
    {
        for (const fs::path& path : paths)
            folders_.add(path);
    }

    void run(const std::stop_token& stop)
    {
        const Descriptor wake(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
        const std::stop_callback onStop(stop, [&] { ::eventfd_write(wake.get(), 1); });
        while (!stop.stop_requested()) {
            std::array<pollfd, 2> waits{pollfd{wake.get(), POLLIN, 0}, pollfd{folders_.descriptor(), POLLIN, 0}};
            const int ready = ::poll(waits.data(), waits.size(), timeout());
            if (stop.stop_requested())
                return;
            if (ready > 0 && folders_.drain() && !since_)
                since_ = Clock::now();
            const bool waitedEnough = since_ && (ready == 0 || Clock::now() - *since_ >= timing_.longest);
            if (waitedEnough || (ready == 0 && !folders_.complete())) {
                since_.reset();
                changed_();
            }
        }
    }

private:
    [[nodiscard]] int timeout() const
    {
        if (since_)
            return static_cast<int>(timing_.quiet.count());
        return folders_.complete() ? -1 : static_cast<int>(timing_.lookEvery.count());
    }

    FolderWatch::Listener changed_;
    FolderWatch::Timing timing_;
    WatchedFolders folders_;
    std::optional<Clock::time_point> since_; ///< when the first change came that was not told yet
};

} // namespace

FolderWatch::FolderWatch(std::span<const fs::path> paths, Listener changed)
    : FolderWatch(paths, std::move(changed), Timing{}, Means::Inotify)
{
}

FolderWatch::FolderWatch(std::span<const fs::path> paths, Listener changed, Timing timing, Means means)
{
    // Watching begins before the constructor returns, so that no change after it is missed.
    auto watcher = std::make_shared<Watcher>(paths, std::move(changed), timing, means);
    thread_ = std::jthread([watcher](const std::stop_token& stop) { watcher->run(stop); });
}

} // namespace cadenza::library
