#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>

namespace cadenza::exporting {

/// A file being written beside its target. Unless it is committed it vanishes, and the target stays as it was.
class PendingFile {
public:
    /// Fails with NotWritable or DiskFull.
    [[nodiscard]] static Result<PendingFile> beside(const std::filesystem::path& target);
    PendingFile(PendingFile&& other) noexcept;
    PendingFile& operator=(PendingFile&&) = delete;
    ~PendingFile();

    [[nodiscard]] int descriptor() const { return descriptor_; }
    /// Reaches the disk, then takes the target's place. Fails with NotWritable or DiskFull.
    [[nodiscard]] Result<void> commit();
    /// The error that `errno` names, about the target.
    [[nodiscard]] Error errorNow() const;

private:
    PendingFile(std::filesystem::path target, std::string temporary, int descriptor);

    std::filesystem::path target_;
    std::string temporary_; ///< empty once it is committed
    int descriptor_{-1};
};

} // namespace cadenza::exporting
