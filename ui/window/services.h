#pragma once

#include "core/playback/player.h"
#include "core/training/learner.h"

#include <filesystem>
#include <functional>

namespace cadenza::ui {

class SettingsStore;

/// What the program hands the window: it composes, the window only uses.
struct Services {
    playback::Player& player;             ///< outlives the window
    training::LearnerFactory makeLearner; ///< opens the training module when first called
    std::filesystem::path starter;        ///< folder of the starter collection
    std::filesystem::path index{};        ///< file of the library index; none when empty
    std::filesystem::path model{};        ///< file of the ready-trained model; none when empty
    std::filesystem::path project{};      ///< folder of the project; nothing is kept when empty
    std::function<void(const std::filesystem::path&)> openProject{}; ///< in a window of its own
    std::filesystem::path guide{};                                   ///< folder of the user guide
    bool welcome{false};                                             ///< whether the welcome page comes first
    SettingsStore* settings{nullptr};  ///< outlives the window; one of its own where it is null
    std::filesystem::path ensembles{}; ///< folder of music in several parts to try; none when empty
};

} // namespace cadenza::ui
