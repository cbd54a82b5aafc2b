#pragma once

#include "core/playback/keyboard.h"
#include "core/playback/player.h"
#include "core/playback/recorder.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <filesystem>
#include <memory>

namespace cadenza::ui {

class SettingsStore;
class TransportBar;

/// A keyboard that is played on: heard through the player, and recorded as a new piece. No device is looked for before
/// a person opens the sound panel, or has chosen a keyboard in a session before. GUI thread.
class KeyboardPresenter : public QObject {
    Q_OBJECT

public:
    /// Recordings become files in `folder`.
    KeyboardPresenter(playback::Player& player, TransportBar& bar, SettingsStore& store, std::filesystem::path folder,
                      QObject* parent = nullptr);
    ~KeyboardPresenter() override;

    /// What a keyboard sends. Any thread, one at a time.
    void hear(playback::ChannelMessage message, Seconds at);
    void record();
    /// Puts what was played where recordings are, under this name and the moment; `recorded` or `failed` follows.
    void keep(midi::Piece played, const QString& name);
    [[nodiscard]] static Seconds now(); ///< on the clock by which `hear` counts
    void keep(); ///< ends the recording; `recorded` or `failed` follows, and nothing when nothing was played

Q_SIGNALS:
    void heard(cadenza::playback::ChannelMessage message, cadenza::Seconds at); ///< on the thread that it came from
    void recorded(const std::filesystem::path& file);
    void failed(const cadenza::Error& error);

private:
    void wake();
    void choose(const std::optional<std::string>& name);
    void refresh();

    playback::Player& player_;
    TransportBar& bar_;
    SettingsStore& store_;
    std::filesystem::path folder_;
    std::atomic<bool> thru_{true};
    std::atomic<std::shared_ptr<playback::Recorder>> recorder_; ///< null unless it records
    QTimer timer_;
    std::unique_ptr<playback::Keyboard> keyboard_; ///< last: its thread calls `hear`
};

} // namespace cadenza::ui
