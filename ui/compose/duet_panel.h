#pragma once

#include "core/base/tick.h"

#include <QWidget>

#include <bitset>
#include <optional>

class QDoubleSpinBox;
class QLabel;

namespace cadenza::ui {

/// Call and response: a keyboard on the screen, played with the mouse, with the computer's keys (two rows of letters as
/// in a tracker) or by what a MIDI keyboard sends, and how the exchange stands.
class DuetPanel : public QWidget {
    Q_OBJECT

public:
    explicit DuetPanel(QWidget* parent = nullptr);

    /// How long a person pauses before the model answers.
    [[nodiscard]] Seconds pause() const;
    enum class State { Waiting, Listening, Answering };
    void setState(State state, std::size_t notes, std::size_t turns);
    /// A key that sounds, whoever plays it; `own`: the person.
    void setKey(int pitch, bool down, bool own);
    void releaseAll();

Q_SIGNALS:
    void keyPressed(int pitch);
    void keyReleased(int pitch);
    void finished(); ///< the exchange is to be kept

protected:
    bool event(QEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    class Keys;
    bool playKey(const QKeyEvent& event, bool down);

    QLabel* state_;
    QDoubleSpinBox* pause_;
    Keys* keys_;
};

/// The pitch that a key of the computer plays: by its place where the desktop tells it, else by its letter.
[[nodiscard]] std::optional<int> pitchOfKey(int key, unsigned int scanCode);

} // namespace cadenza::ui
