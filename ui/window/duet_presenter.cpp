#include "ui/window/duet_presenter.h"

#include "core/base/explain.h"
#include "core/midi/tempo_map.h"
#include "core/playback/performance.h"
#include "core/playback/phrase.h"
#include "ui/compose/compose_page.h"
#include "ui/compose/duet_panel.h"
#include "ui/document/document.h"
#include "ui/style/message_bar.h"
#include "ui/window/keyboard_presenter.h"
#include "ui/window/playback_presenter.h"

#include <QRandomGenerator>

#include <algorithm>
#include <chrono>

namespace cadenza::ui {
namespace {

using namespace std::chrono_literals;
using playback::ChannelMessage;

constexpr auto kPrepareAfter = 120ms; ///< a gap within a phrase is often no pause
constexpr auto kFollow = 33ms;
constexpr int kMostSilentAnswers = 8;     ///< in a row, before the model is left its silence
constexpr std::size_t kMostContext = 160; ///< notes
constexpr std::size_t kMostNotes = 120;   ///< of an answer
constexpr double kLeastSeconds = 3.0, kMostSeconds = 12.0;
constexpr std::uint8_t kTypedVelocity = 80;

bool isOn(ChannelMessage message)
{
    return message.kind() == playback::kNoteOn && message.data2 > 0;
}

bool isOff(ChannelMessage message)
{
    return message.kind() == playback::kNoteOff || (message.kind() == playback::kNoteOn && message.data2 == 0);
}

} // namespace

DuetPresenter::DuetPresenter(Document& document, ComposePage& page, PlaybackPresenter& playback,
                             KeyboardPresenter& keyboard, QObject* parent)
    : QObject(parent), document_(document), page_(page), panel_(page.duet()), playback_(playback), keyboard_(keyboard)
{
    for (QTimer* timer : {&silence_, &preparing_}) {
        timer->setSingleShot(true);
        timer->setTimerType(Qt::PreciseTimer);
    }
    preparing_.setInterval(kPrepareAfter);
    following_.setInterval(kFollow);
    connect(&silence_, &QTimer::timeout, this, &DuetPresenter::pauseEnded);
    connect(&preparing_, &QTimer::timeout, this, &DuetPresenter::prepareAnswer);
    connect(&following_, &QTimer::timeout, this, &DuetPresenter::followAnswer);
    connect(&page_, &ComposePage::duetToggled, this, &DuetPresenter::setActive);
    connect(&keyboard_, &KeyboardPresenter::heard, this, &DuetPresenter::hear, Qt::QueuedConnection);
    connect(&panel_, &DuetPanel::keyPressed, this, [this](int pitch) {
        keyboard_.hear(playback::channelMessage(playback::kNoteOn, 0, pitch, kTypedVelocity), KeyboardPresenter::now());
    });
    connect(&panel_, &DuetPanel::keyReleased, this, [this](int pitch) {
        keyboard_.hear(playback::channelMessage(playback::kNoteOff, 0, pitch), KeyboardPresenter::now());
    });
    connect(&panel_, &DuetPanel::finished, this, &DuetPresenter::keep);
    connect(&job_, &GenerationJob::grew, this, [this](std::size_t, const auto& piece) { answerGrew(piece); });
    connect(&job_, &GenerationJob::finished, this, [this](const std::vector<generation::Take>& takes) {
        if (outdated_)
            return prepareAnswer();
        if (takes.empty())
            return;
        if (takes.front().piece.noteCount() > contextNotes_)
            answerGrew(std::make_shared<const midi::Piece>(takes.front().piece));
        else if (++silentAnswers_ < kMostSilentAnswers) // its first note would have come after the end
            prepareAnswer();
    });
    connect(&job_, &GenerationJob::failed, this, [this](const Error& error) {
        if (outdated_)
            return prepareAnswer();
        due_ = false;
        if (error.fault != Fault::Cancelled && error.fault != Fault::TooLittleMusic) // a few notes are no phrase yet
            page_.messages().show(MessageKind::Error, QString::fromStdString(explain(error)));
    });
}

void DuetPresenter::setActive(bool active)
{
    if (active == active_)
        return;
    active_ = active;
    if (!active) {
        if (turns_ == 0)
            exchange_.reset(); // nobody answered: that is no exchange
        return keep();
    }
    playback_.stop();
    turns_ = 0;
    showState();
}

void DuetPresenter::hear(ChannelMessage message, Seconds at)
{
    if (!active_)
        return;
    if (isOn(message) && soundsSince_)
        endAnswer();
    if (!exchange_)
        exchange_ = std::make_unique<playback::Recorder>();
    exchange_->hear(message, at);
    if (isOn(message)) {
        down_.set(message.data1);
        ++phraseNotes_;
        silentAnswers_ = 0;
        answer_.reset();
        due_ = false;
        outdated_ = job_.running();
        job_.stop();
        silence_.stop();
        preparing_.stop();
    } else if (isOff(message)) {
        down_.reset(message.data1);
        if (down_.none() && phraseNotes_ > 0) {
            silence_.start(std::chrono::duration_cast<std::chrono::milliseconds>(panel_.pause()));
            preparing_.start();
        }
    }
    if (isOn(message) || isOff(message))
        panel_.setKey(message.data1, isOn(message), true);
    showState();
}

/// The end of the exchange so far, as the model in use reads music.
midi::Piece DuetPresenter::context() const
{
    midi::Piece played = exchange_->finish(KeyboardPresenter::now());
    if (document_.network()->model().timeBase == encoding::TimeBase::Beats)
        played = playback::inBeats(played);
    const std::size_t notes = played.noteCount();
    return notes > kMostContext ? midi::excerpt(played, notes - kMostContext, kMostContext) : played;
}

void DuetPresenter::prepareAnswer()
{
    outdated_ = false;
    if (!active_ || !exchange_ || !document_.network() || down_.any() || phraseNotes_ == 0)
        return;
    if (job_.running()) {
        outdated_ = true;
        return job_.stop();
    }
    auto seed = std::make_shared<const midi::Piece>(context());
    contextNotes_ = seed->noteCount();
    GenerationRequest request{document_.network(), seed, page_.order().settings,
                              kMostNotes,          1,    QRandomGenerator::global()->generate()};
    request.settings.ending = {};
    const double phrase = midi::TempoMap(*seed).secondsAt(seed->end()).count();
    request.settings.ending.seconds = std::clamp(phrase, kLeastSeconds, kMostSeconds);
    job_.start(std::move(request));
}

void DuetPresenter::answerGrew(const std::shared_ptr<const midi::Piece>& piece)
{
    if (outdated_ || piece->noteCount() <= contextNotes_)
        return;
    answer_ =
        std::make_shared<const midi::Piece>(midi::excerpt(*piece, contextNotes_, piece->noteCount() - contextNotes_));
    Playable what;
    what.kind = Playable::Kind::Preview;
    what.name = tr("Answer");
    what.piece = answer_;
    if (soundsSince_)
        playback_.grow(what);
    else
        playback_.cue(what); // ready to begin at once
    if (due_)
        sound();
}

void DuetPresenter::pauseEnded()
{
    due_ = true;
    if (answer_)
        sound();
}

void DuetPresenter::sound()
{
    due_ = false;
    phraseNotes_ = 0;
    ++turns_;
    playback_.toggle();
    soundsSince_ = KeyboardPresenter::now();
    following_.start();
    showState();
    Q_EMIT answered();
}

/// What sounded of it becomes part of the exchange.
void DuetPresenter::endAnswer()
{
    const Seconds begun = *std::exchange(soundsSince_, std::nullopt);
    const Seconds sounded = KeyboardPresenter::now() - begun;
    playback_.stop();
    following_.stop();
    if (answer_ && exchange_) {
        std::bitset<128> sounding;
        for (const playback::TimedMessage& timed : playback::perform(*answer_).messages) {
            const ChannelMessage message{timed.status, timed.data1, timed.data2};
            if (timed.at > sounded || (!isOn(message) && !isOff(message)))
                continue;
            exchange_->hear(message, begun + timed.at);
            sounding.set(message.data1, isOn(message));
        }
        for (int pitch = 0; pitch < 128; ++pitch)
            if (sounding.test(static_cast<std::size_t>(pitch)))
                exchange_->hear(playback::channelMessage(playback::kNoteOff, 0, pitch), begun + sounded);
    }
    answer_.reset();
    panel_.releaseAll();
    showState();
}

/// Shows its keys, until it is over.
void DuetPresenter::followAnswer()
{
    if (!soundsSince_ || !answer_)
        return following_.stop();
    const auto& state = playback_.state();
    if (!state.playing && KeyboardPresenter::now() - *soundsSince_ > Seconds{0.2})
        return endAnswer();
    const midi::TempoMap time(*answer_);
    const Tick now = time.tickAt(state.position);
    std::bitset<128> sounding;
    for (const auto& placed : midi::notesInOrder(*answer_))
        if (placed.note.onset <= now && now < placed.note.end())
            sounding.set(placed.note.pitch);
    for (int pitch = 0; pitch < 128; ++pitch)
        panel_.setKey(pitch, sounding.test(static_cast<std::size_t>(pitch)), false);
}

void DuetPresenter::keep()
{
    silence_.stop();
    preparing_.stop();
    job_.stop();
    if (soundsSince_)
        endAnswer();
    down_.reset();
    phraseNotes_ = 0;
    panel_.releaseAll();
    if (const auto exchange = std::exchange(exchange_, nullptr); exchange && exchange->noteCount() > 0)
        keyboard_.keep(exchange->finish(KeyboardPresenter::now()), tr("Call and response"));
    turns_ = 0;
    showState();
}

void DuetPresenter::showState()
{
    panel_.setState(soundsSince_       ? DuetPanel::State::Answering
                    : phraseNotes_ > 0 ? DuetPanel::State::Listening
                                       : DuetPanel::State::Waiting,
                    phraseNotes_, turns_);
}

} // namespace cadenza::ui
