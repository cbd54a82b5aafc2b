#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/midi/piece.h"

#include <filesystem>
#include <optional>
#include <stop_token>

namespace cadenza::exporting {

/// Writes a Standard MIDI File, atomically. Fails with NotWritable or DiskFull.
[[nodiscard]] Result<void> exportMidi(const midi::Piece& piece, const std::filesystem::path& target);

/// Renders and writes audio in the format of the target's ending (.wav), atomically. Fails with NoSoundFont,
/// Unsupported, NotWritable, DiskFull or Cancelled.
[[nodiscard]] Result<void> exportAudio(const midi::Piece& piece, const std::filesystem::path& target,
                                       std::optional<std::filesystem::path> soundFont = {}, std::stop_token stop = {},
                                       const ProgressSink& progress = {});

} // namespace cadenza::exporting
