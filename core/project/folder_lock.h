#pragma once

#include "core/base/result.h"
#include "core/project/project_folder.h"

#include <filesystem>
#include <utility>

namespace cadenza::project {

/// Holds a folder, such as a project's, for one writer, through a lock that the system lets go of when the process
/// ends, however it ends.
class FolderLock {
public:
    /// `file` is the lock's name in the folder. Fails with InUse, saying who has it, or with NotWritable or DiskFull.
    [[nodiscard]] static Result<FolderLock> take(const std::filesystem::path& folder, const char* file = kLockFile);
    FolderLock(FolderLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    FolderLock& operator=(FolderLock&&) = delete;
    ~FolderLock();

private:
    explicit FolderLock(int descriptor) : descriptor_(descriptor) {}

    int descriptor_;
};

} // namespace cadenza::project
