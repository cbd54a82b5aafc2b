#pragma once

#include "core/playback/player.h"

#include <QObject>

namespace cadenza::ui {

class SettingsStore;
class SoundPanel;

/// Joins the sound panel to the player: what is chosen there sounds at once and is remembered. GUI thread.
class SoundPresenter : public QObject {
    Q_OBJECT

public:
    SoundPresenter(playback::Player& player, SoundPanel& panel, SettingsStore& store, QObject* parent = nullptr);

private:
    void take(const playback::PlayerOptions& options);
    void lookForFonts();
    void chooseFile();
    void playTestTone();
    void follow();

    playback::Player& player_;
    SoundPanel& panel_;
    SettingsStore& store_;
};

} // namespace cadenza::ui
