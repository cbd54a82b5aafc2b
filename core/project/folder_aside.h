#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace cadenza::project {

/// A folder that is filled beside its target and becomes it when it is complete; else it vanishes.
class FolderAside {
public:
    /// Fails with NotWritable where the target is there and not empty, or as making a folder fails.
    [[nodiscard]] static Result<FolderAside> of(const std::filesystem::path& target);
    FolderAside(FolderAside&& other) noexcept;
    FolderAside& operator=(FolderAside&&) = delete;
    ~FolderAside();

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] Result<void> becomeTarget();

private:
    FolderAside(std::filesystem::path target, std::filesystem::path path);

    std::filesystem::path target_;
    std::filesystem::path path_; ///< empty once it is the target
};

} // namespace cadenza::project
