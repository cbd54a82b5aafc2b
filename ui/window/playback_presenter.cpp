#include "ui/window/playback_presenter.h"

#include "ui/roll/part_mixer.h"
#include "ui/roll/part_words.h"
#include "ui/style/motion.h"
#include "ui/transport/practice_panel.h"
#include "ui/transport/transport_bar.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

namespace cadenza::ui {
namespace {

using namespace std::chrono_literals;

constexpr auto kMovingInterval = 16ms;   ///< the display's rate
constexpr auto kRestingInterval = 100ms; ///< also of a playhead that steps
constexpr auto kOutputsInterval = 1000ms;
constexpr Seconds kStruckLength{0.4};
constexpr std::uint8_t kStruckVelocity = 80;

/// Whose parts they are, for the mixer.
std::string musicOf(const Playable& what)
{
    switch (what.kind) {
    case Playable::Kind::Take: return takesOf(what.entryId);
    case Playable::Kind::Preview: return "preview/";
    default: return what.entryId;
    }
}

} // namespace

PlaybackPresenter::PlaybackPresenter(playback::Player& player, TransportBar& bar, PartMixer& mixer, QObject* parent)
    : QObject(parent), player_(player), bar_(bar), mixer_(mixer)
{
    connect(&bar, &TransportBar::playToggled, this, &PlaybackPresenter::toggle);
    connect(&bar, &TransportBar::toStartRequested, this, [this] { player_.seek(Seconds{0.0}); });
    connect(&bar, &TransportBar::loopToggled, this, &PlaybackPresenter::applyLoop);
    connect(&bar, &TransportBar::tempoScaleChanged, this, [this](double scale) { player_.setTempoScale(scale); });
    connect(&bar, &TransportBar::outputChosen, this,
            [this](const playback::OutputChoice& output) { player_.chooseOutput(output); });
    connect(&bar, &TransportBar::panicRequested, this, [this] { player_.panic(); });

    auto& practice = bar.practice();
    connect(&practice, &PracticePanel::metronomeToggled, this, [this](bool on) { player_.setMetronome(on); });
    connect(&practice, &PracticePanel::transposeChanged, this, [this](int by) { player_.setTranspose(by); });
    connectParts();

    moving_.setTimerType(Qt::PreciseTimer);
    connect(&moving_, &QTimer::timeout, this, &PlaybackPresenter::refresh);
    moving_.start(kRestingInterval);
    connect(&outputs_, &QTimer::timeout, this, [this] { bar_.setOutputs(player_.outputs()); });
    outputs_.start(kOutputsInterval);
    refresh();
}

void PlaybackPresenter::connectParts()
{
    connect(&bar_.practice(), &PracticePanel::muteToggled, this,
            [this](int part, bool on) { wishPart(part, &PartState::muted, on); });
    connect(&bar_.practice(), &PracticePanel::soloToggled, this,
            [this](int part, bool on) { wishPart(part, &PartState::solo, on); });
    connect(&mixer_, &PartMixer::changed, this, [this](const std::string& music) {
        if (cued_.piece && music == musicOf(cued_))
            applyMix();
    });
    connect(&mixer_.orchestration(), &Orchestration::changed, this, [this](const std::string& id) {
        if (!cued_.piece || id != cued_.entryId)
            return;
        player_.exchange(performance());
        heard_.clear(); // it forgets with what it loads
        applyMix();
    });
}

const Orchestration& PlaybackPresenter::orchestration() const
{
    return mixer_.orchestration();
}

std::shared_ptr<const playback::Performance> PlaybackPresenter::performance() const
{
    const auto played = orchestration().played(cued_.entryId, cued_.piece);
    return std::make_shared<const playback::Performance>(playback::perform(*played));
}

void PlaybackPresenter::wishPart(int part, bool PartState::* field, bool on)
{
    PartMix mix = mixer_.mixOf(musicOf(cued_), *cued_.piece);
    mix.at(static_cast<std::size_t>(part)).*field = on;
    mixer_.set(musicOf(cued_), *cued_.piece, mix);
}

/// The player and the practice panel do as the mixer says.
void PlaybackPresenter::applyMix()
{
    const PartMix mix = mixer_.mixOf(musicOf(cued_), *cued_.piece);
    for (std::size_t i = 0; i < mix.size(); ++i) {
        const PartState before = stateOf(heard_, i);
        const int part = static_cast<int>(i);
        if (mix[i].muted != before.muted)
            player_.setMuted(part, mix[i].muted);
        if (mix[i].solo != before.solo)
            player_.setSolo(part, mix[i].solo);
        bar_.practice().setPart(part, mix[i].muted, mix[i].solo);
    }
    heard_ = mix;
}

void PlaybackPresenter::cue(const Playable& what)
{
    if (cued_.sameAs(what))
        return;
    cued_ = what;
    player_.stop();
    if (!what.piece) {
        time_.reset();
        bar_.setCued({});
        bar_.practice().setParts({});
        bar_.setBar(std::nullopt);
        return;
    }
    player_.load(performance());
    heard_.clear(); // it forgets with what it loads
    showCued();
}

void PlaybackPresenter::showCued()
{
    time_.emplace(*cued_.piece);
    applyLoop();
    bar_.setCued(cued_.name);
    bar_.practice().setParts(partNames(*cued_.piece));
    applyMix();
    refresh();
}

void PlaybackPresenter::playFrom(const Playable& what, Seconds position)
{
    cue(what);
    player_.seek(position);
    player_.play();
    refresh();
}

void PlaybackPresenter::grow(const Playable& what)
{
    if (cued_.kind != what.kind || cued_.take != what.take || !cued_.piece || !what.piece)
        return;
    const auto now = player_.state();
    const bool starved = state_.playing && !now.playing && now.position >= now.length;
    cued_ = what;
    player_.extend(performance());
    if (starved)
        player_.play();
    showCued();
}

void PlaybackPresenter::compare(const Playable& what)
{
    if (!cued_.piece || !what.piece)
        return cue(what);
    if (cued_.sameAs(what))
        return;
    cued_ = what;
    player_.exchange(performance());
    heard_.clear();
    showCued();
}

void PlaybackPresenter::renumber(std::size_t take)
{
    cued_.take = take;
}

void PlaybackPresenter::rename(const QString& name)
{
    cued_.name = name;
    bar_.setCued(name);
}

void PlaybackPresenter::play(const Playable& what)
{
    playFrom(what, Seconds{0.0});
}

void PlaybackPresenter::toggle()
{
    if (!cued_.piece)
        return;
    const bool atEnd = state_.position >= state_.length;
    if (state_.playing) {
        player_.pause();
    } else {
        if (atEnd)
            player_.seek(Seconds{0.0});
        player_.play();
    }
    refresh();
}

void PlaybackPresenter::stop()
{
    player_.stop();
    refresh();
}

void PlaybackPresenter::seek(Seconds onRoll)
{
    if (cued_.piece)
        player_.seek(std::max(Seconds{0.0}, onRoll - cued_.offset));
    refresh();
}

void PlaybackPresenter::strike(int pitch)
{
    player_.strike(static_cast<std::uint8_t>(pitch), kStruckVelocity, kStruckLength);
}

void PlaybackPresenter::setLoopRange(std::optional<std::pair<Seconds, Seconds>> onRoll)
{
    loopRange_ = onRoll;
    applyLoop();
}

void PlaybackPresenter::applyLoop()
{
    if (loopRange_ && cued_.piece) {
        const Seconds end = time_->secondsAt(cued_.piece->end());
        const Seconds from = std::clamp(loopRange_->first - cued_.offset, Seconds{0.0}, end);
        const Seconds to = std::clamp(loopRange_->second - cued_.offset, Seconds{0.0}, end);
        if (from < to)
            return player_.setLoop(std::pair{from, to});
    }
    if (bar_.loops() && cued_.piece)
        player_.setLoop(std::pair{Seconds{0.0}, time_->secondsAt(cued_.piece->end())});
    else
        player_.setLoop(std::nullopt);
}

void PlaybackPresenter::refresh()
{
    state_ = player_.state();
    bar_.setState(state_);
    if (cued_.piece) {
        bar_.setBar(time_->barAt(time_->tickAt(state_.position)));
        Q_EMIT moved(cued_, cued_.offset + state_.position, state_.playing);
    }
    const auto wanted = state_.playing && !motionReduced() ? kMovingInterval : kRestingInterval;
    if (moving_.intervalAsDuration() != wanted)
        moving_.start(wanted);
}

} // namespace cadenza::ui
