#pragma once

#include "core/playback/player.h"

namespace cadenza::app {

/// The player's state once it knows whether it can sound; at most 10 s are waited for devices that do not answer.
[[nodiscard]] playback::PlayerState settledState(playback::Player& player);

} // namespace cadenza::app
