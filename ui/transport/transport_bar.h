#pragma once

#include "core/midi/tempo_map.h"
#include "core/playback/player.h"
#include "ui/transport/sound_status.h"

#include <QWidget>

#include <optional>
#include <vector>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QSlider;
class QToolButton;

namespace cadenza::ui {

class ElidedLabel;
class LevelMeter;
class PracticePanel;
class SoundPanel;

/// The same bar at the bottom of every page: play, loop, where we are, level, tempo, output, panic, and in words what
/// sounds or why nothing does. Shows snapshots of the player and says what a person pressed. GUI thread.
class TransportBar : public QWidget {
    Q_OBJECT

public:
    explicit TransportBar(QWidget* parent = nullptr);

    void setState(const playback::PlayerState& state);
    void setBar(std::optional<midi::BarPosition> bar); ///< where the playhead stands; empty when nothing is cued
    void setCued(const QString& what);                 ///< what play would play; empty disables the buttons
    void setOutputs(const std::vector<playback::OutputChoice>& outputs);
    /// Whether there is a keyboard to record from; `notes` so far while it records.
    void setRecording(bool possible, std::optional<std::size_t> notes);
    [[nodiscard]] bool loops() const;
    [[nodiscard]] SoundPanel& sound() { return *soundPanel_; }
    [[nodiscard]] PracticePanel& practice() { return *practicePanel_; }
    [[nodiscard]] QString soundWords() const;

Q_SIGNALS:
    void toStartRequested();
    void playToggled();
    void loopToggled(bool on);
    void tempoScaleChanged(double scale);
    void outputChosen(const cadenza::playback::OutputChoice& output);
    void panicRequested();
    void recordToggled(bool on);

private:
    QToolButton* addButton(const QString& iconName, const QString& text, const QString& objectName);
    ElidedLabel* addYielding(const QString& objectName);
    void buildButtons();
    void buildFigures();
    void buildTempo();
    void buildOutput();
    void showMend();
    void showPlayIcon(bool playing);
    void showSound(const SoundStatus& status);
    void retint();

    QHBoxLayout* row_;
    QToolButton* toStart_;
    QToolButton* play_;
    QToolButton* loop_;
    ElidedLabel* cued_;
    QLabel* silent_;
    QLabel* bar_;
    QLabel* time_;
    LevelMeter* level_;
    QSlider* tempo_;
    QLabel* tempoText_;
    QLabel* soundIcon_;
    ElidedLabel* sound_;
    QPushButton* mend_;
    QComboBox* output_;
    QToolButton* panic_;
    QToolButton* record_;
    QToolButton* practice_;
    QToolButton* settings_;
    PracticePanel* practicePanel_;
    SoundPanel* soundPanel_;

    std::vector<playback::OutputChoice> outputs_;
    SoundStatus status_;
    bool playing_{false};
};

} // namespace cadenza::ui
