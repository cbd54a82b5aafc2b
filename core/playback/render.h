#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/playback/performance.h"
#include "core/playback/soundfont.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>

namespace cadenza::playback {

inline constexpr int kSampleRate = 44100;

/// Hears rendered audio block by block: interleaved stereo floats. Returning an error ends the rendering with it.
using AudioConsumer = std::function<Result<void>(std::span<const float> stereo)>;

/// Renders offline through FluidSynth, in 64-frame steps, until the tail has died away (at most 6 s). Two renders of
/// the same performance are byte-identical. Fails with NoSoundFont, Cancelled, or what the consumer returned.
[[nodiscard]] Result<void> renderAudio(const Performance& performance, std::optional<std::filesystem::path> soundFont,
                                       const AudioConsumer& consume, std::stop_token stop = {},
                                       const ProgressSink& progress = {});

} // namespace cadenza::playback
