#pragma once

#include "core/playback/message_sink.h"
#include "core/playback/recorder.h"
#include "ui/compose/generation_job.h"

#include <QObject>
#include <QTimer>

#include <bitset>
#include <memory>
#include <optional>

namespace cadenza::ui {

class ComposePage;
class Document;
class DuetPanel;
class KeyboardPresenter;
class PlaybackPresenter;

/// Call and response: listens to what is played, has the model answer when a person pauses, and keeps the exchange as a
/// piece. The answer is made while the pause lasts, so that it begins when the pause ends. GUI thread.
class DuetPresenter : public QObject {
    Q_OBJECT

public:
    DuetPresenter(Document& document, ComposePage& page, PlaybackPresenter& playback, KeyboardPresenter& keyboard,
                  QObject* parent = nullptr);

    [[nodiscard]] std::size_t turns() const { return turns_; } ///< answers so far

Q_SIGNALS:
    void answered(); ///< an answer begins to sound

private:
    void setActive(bool active);
    void hear(playback::ChannelMessage message, Seconds at);
    void prepareAnswer();
    void answerGrew(const std::shared_ptr<const midi::Piece>& piece);
    void pauseEnded();
    void sound();
    void endAnswer();
    void followAnswer();
    void keep();
    void showState();
    [[nodiscard]] midi::Piece context() const;

    Document& document_;
    ComposePage& page_;
    DuetPanel& panel_;
    PlaybackPresenter& playback_;
    KeyboardPresenter& keyboard_;
    GenerationJob job_;
    std::unique_ptr<playback::Recorder> exchange_; ///< both voices; null while nothing was played
    std::bitset<128> down_;                        ///< keys of the person
    QTimer silence_;                               ///< since the last key was let go
    QTimer preparing_;                             ///< a moment after that the answer is begun
    QTimer following_;
    bool active_{false};
    bool due_{false};      ///< the pause is over, and the answer has no note yet
    bool outdated_{false}; ///< the job works on an answer to what has been played on since
    int silentAnswers_{0}; ///< without a note, to what was played last
    std::size_t contextNotes_{0};
    std::shared_ptr<const midi::Piece> answer_; ///< its notes alone, as far as they are known
    std::optional<Seconds> soundsSince_;        ///< on the clock of the keyboard
    std::size_t phraseNotes_{0};
    std::size_t turns_{0};
};

} // namespace cadenza::ui
