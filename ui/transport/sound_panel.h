#pragma once

#include "core/playback/player.h"
#include "ui/transport/popover.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QSlider;
class QSpinBox;

namespace cadenza::ui {

/// Everything about sound that can be set: SoundFont, loudness, effects, the device's buffer, the keyboard. Shows what
/// it is given and says what a person chose; it opens nothing itself. GUI thread.
class SoundPanel : public Popover {
    Q_OBJECT

public:
    explicit SoundPanel(QWidget* parent = nullptr);

    void setOptions(const playback::PlayerOptions& options); ///< says nothing
    void setSoundFonts(const std::vector<std::filesystem::path>& fonts);
    /// What can be listened to, the chosen one (also when it is not there), and whether it is open.
    void setKeyboards(const std::vector<std::string>& names, const std::optional<std::string>& chosen, bool open);

Q_SIGNALS:
    void optionsChosen(const cadenza::playback::PlayerOptions& options);
    void gainChosen(float gain); ///< needs no other device
    void otherSoundFontWanted(); ///< one that is not in the list
    void testToneWanted();
    void keyboardChosen(const std::optional<std::string>& name);
    void thruToggled(bool on);

private:
    void buildSynthesizer();
    void buildDevice();
    void buildKeyboard();
    void chooseFont(int index);
    void tell();

    playback::PlayerOptions options_;
    std::vector<std::filesystem::path> fonts_;
    std::vector<std::string> keyboards_;
    QComboBox* font_{nullptr};
    QSlider* gain_{nullptr};
    QCheckBox* reverb_{nullptr};
    QCheckBox* chorus_{nullptr};
    QSpinBox* polyphony_{nullptr};
    QComboBox* buffer_{nullptr};
    QSpinBox* latency_{nullptr};
    QComboBox* keyboard_{nullptr};
    QLabel* keyboardState_{nullptr};
};

} // namespace cadenza::ui
