#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <span>
#include <thread>

namespace cadenza::library {

/// Tells when music below some folders, or one of some files, appears, changes or goes. It watches with inotify on a
/// thread of its own; where the system refuses that (too many folders, no inotify), it asks for a look every few
/// seconds instead. What it tells is a hint: `LibraryIndex::changesSince` says what really changed.
class FolderWatch {
public:
    using Listener = std::function<void()>;
    struct Timing {
        std::chrono::milliseconds quiet{300};      ///< without a further change before it tells: one copy, one message
        std::chrono::milliseconds longest{2000};   ///< that a change waits while others follow
        std::chrono::milliseconds lookEvery{5000}; ///< where nothing can be watched
    };
    enum class Means { Inotify, Looking };

    /// `changed` is called on the watching thread. Paths that are not there are left out.
    FolderWatch(std::span<const std::filesystem::path> paths, Listener changed);
    FolderWatch(std::span<const std::filesystem::path> paths, Listener changed, Timing timing, Means means);

private:
    std::jthread thread_; ///< stops at once when the watch goes
};

} // namespace cadenza::library
