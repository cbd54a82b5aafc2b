#pragma once

#include "core/playback/player.h"
#include "core/project/settings.h"

namespace cadenza::ui {

class SettingsStore;

/// How a person wants the synthesizer and its device, as the player takes it and as it is kept. What the settings do
/// not say stands as in `options`.
[[nodiscard]] playback::PlayerOptions soundOf(const project::Settings& settings, playback::PlayerOptions options = {});
void setSound(project::Settings& settings, const playback::PlayerOptions& options);

/// Takes over, once, what versions before kept in a file of their own.
void takeOldSound(SettingsStore& store);

} // namespace cadenza::ui
