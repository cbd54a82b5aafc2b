#pragma once

#include "core/base/result.h"
#include "core/export/export.h"
#include "core/export/pending_file.h"

#include <filesystem>
#include <memory>
#include <span>

namespace cadenza::exporting {

/// An audio file being written through libsndfile. Stereo at playback::kSampleRate.
class AudioFile {
public:
    /// The format comes from the target's ending. Fails with Unsupported, NotWritable or DiskFull.
    [[nodiscard]] static Result<std::unique_ptr<AudioFile>> create(const std::filesystem::path& target,
                                                                   const AudioOptions& options, const AudioTags& tags);
    ~AudioFile();
    AudioFile(const AudioFile&) = delete;
    AudioFile& operator=(const AudioFile&) = delete;

    /// Interleaved stereo, full scale at ±1. Fails with DiskFull or NotWritable.
    [[nodiscard]] Result<void> write(std::span<const float> stereo);
    /// Completes the file and puts it in the target's place.
    [[nodiscard]] Result<void> commit();

private:
    struct Handle;
    AudioFile(PendingFile pending, std::unique_ptr<Handle> handle);

    PendingFile pending_;
    std::unique_ptr<Handle> handle_;
};

} // namespace cadenza::exporting
