#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>

struct zip;

namespace cadenza::project {

/// A zip of files, written beside its target, which it replaces when it is complete.
class ZipWriter {
public:
    [[nodiscard]] static Result<ZipWriter> beside(const std::filesystem::path& target);
    ZipWriter(ZipWriter&&) noexcept = default;
    ZipWriter& operator=(ZipWriter&&) = delete;
    ~ZipWriter() = default;

    /// The file is read when the zip is finished. What holds weights or is packed already is stored as it is.
    void addFile(const std::string& name, const std::filesystem::path& file);
    [[nodiscard]] std::size_t files() const { return files_; }
    /// Fails with NotReadable, NotWritable, DiskFull or Cancelled, and leaves nothing behind then.
    [[nodiscard]] Result<void> finish(const std::stop_token& stop, const ProgressSink& progress);

private:
    struct Discard {
        void operator()(zip* archive) const;
    };
    ZipWriter(zip* archive, std::filesystem::path target) : archive_(archive), target_(std::move(target)) {}
    [[nodiscard]] std::filesystem::path temporary() const { return target_.string() + ".part"; }

    std::unique_ptr<zip, Discard> archive_;
    std::filesystem::path target_;
    std::size_t files_{0};
    std::optional<Error> failed_; ///< the first file that could not be added
};

} // namespace cadenza::project
