#pragma once

#include "core/playback/player.h"

namespace cadenza::ui {

/// How a person wants the synthesizer and its device, from one session to the next. GUI thread.
[[nodiscard]] playback::PlayerOptions rememberedSound();
void rememberSound(const playback::PlayerOptions& options);

} // namespace cadenza::ui
