#include "core/playback/player.h"

#include "core/playback/engine.h"
#include "core/playback/output_keeper.h"

#include <algorithm>
#include <deque>
#include <limits>

namespace cadenza::playback {

/// What the caller's thread keeps: what it asked for, and how frames map to the loudspeaker.
class Player::Impl {
public:
    explicit Impl(PlayerOptions options) : keeper_(engine_, std::move(options)) {}

    void load(std::shared_ptr<const Performance> performance);
    /// Hands it to the clock in the way of `kind`: Load, Extend or Exchange.
    void give(std::shared_ptr<const Performance> performance, Command::Kind kind);
    void post(Command command);
    [[nodiscard]] PlayerState state();

    Engine engine_{48000.0};
    OutputKeeper keeper_;

    bool wantsPlaying_{false};
    std::optional<Seconds> wantedPosition_; ///< what the last seek, stop or load asked for

private:
    struct Loaded {
        std::int64_t number;
        std::shared_ptr<const Performance> performance;
    };
    std::deque<Loaded> loads_; ///< the newest, and those the clock may still read
    std::deque<Command> overflow_;
    std::uint64_t serial_{0};
    std::int64_t loadNumber_{0};
    std::int64_t lastToPrepare_{0};
    HeardClock heard_;
    int openings_{0};

    [[nodiscard]] std::int64_t heardFrame(const OutputKeeper::Status& status);
};

namespace {

constexpr std::int64_t kNewest = std::numeric_limits<std::int64_t>::max();

bool onlyPiano(const Performance& performance)
{
    return std::ranges::none_of(performance.messages, [](const TimedMessage& message) {
        return (message.status & 0xF0) == kProgramChange && message.data1 != 0;
    });
}

} // namespace

void Player::Impl::post(Command command)
{
    command.serial = ++serial_;
    overflow_.push_back(command);
    while (!overflow_.empty() && engine_.post(overflow_.front()))
        overflow_.pop_front();
}

void Player::Impl::load(std::shared_ptr<const Performance> performance)
{
    wantsPlaying_ = false;
    wantedPosition_ = Seconds{0.0};
    give(std::move(performance), Command::Kind::Load);
}

void Player::Impl::give(std::shared_ptr<const Performance> performance, Command::Kind kind)
{
    Command command{kind};
    command.number = ++loadNumber_;
    command.performance = performance.get();
    command.mustPrepare = performance && !onlyPiano(*performance);
    const std::int64_t adopted = engine_.adoptedLoad();
    std::erase_if(loads_, [&](const Loaded& loaded) { return loaded.number < adopted; });
    loads_.push_back({loadNumber_, performance});
    if (command.mustPrepare)
        lastToPrepare_ = loadNumber_;
    keeper_.readyFor(std::move(performance), lastToPrepare_);
    post(command);
}

std::int64_t Player::Impl::heardFrame(const OutputKeeper::Status& status)
{
    if (status.openings != openings_) {
        openings_ = status.openings;
        heard_.restart(status.startedNanoseconds, status.startedFrame, status.sampleRate, status.latencyFrames);
    }
    return heard_.heard(nowNanoseconds(), engine_.rendered());
}

PlayerState Player::Impl::state()
{
    while (!overflow_.empty() && engine_.post(overflow_.front()))
        overflow_.pop_front();
    const bool settled = engine_.doneSerial() == serial_;
    const OutputKeeper::Status status = keeper_.status();
    const std::int64_t frame = heardFrame(status);
    const TimelineSegment heard = engine_.segmentAt(frame);

    PlayerState state;
    state.length = loads_.empty() || !loads_.back().performance ? Seconds{0.0} : loads_.back().performance->length;
    state.position = settled || !wantedPosition_ ? heard.positionAt(frame) : *wantedPosition_;
    state.position = std::clamp(state.position, Seconds{0.0}, state.length);
    if (settled) {
        wantedPosition_.reset();
        const bool moves = heard.perFrame > 0.0 || engine_.segmentAt(kNewest).perFrame > 0.0;
        wantsPlaying_ = wantsPlaying_ && moves; // it may have come to its end by itself
    }
    state.playing = wantsPlaying_;
    state.loudspeaker = status.loudspeaker;
    state.output = status.output;
    state.problem = status.problem;
    state.peak = keeper_.takePeak();
    return state;
}

Player::Player(PlayerOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Player::~Player() = default;

void Player::load(std::shared_ptr<const Performance> performance)
{
    impl_->load(std::move(performance));
}

void Player::extend(std::shared_ptr<const Performance> performance)
{
    impl_->give(std::move(performance), Command::Kind::Extend);
}

void Player::exchange(std::shared_ptr<const Performance> performance)
{
    impl_->give(std::move(performance), Command::Kind::Exchange);
}

void Player::play()
{
    impl_->wantsPlaying_ = true;
    impl_->post({Command::Kind::Play});
}

void Player::pause()
{
    impl_->wantsPlaying_ = false;
    impl_->post({Command::Kind::Pause});
}

void Player::stop()
{
    impl_->wantsPlaying_ = false;
    impl_->wantedPosition_ = Seconds{0.0};
    impl_->post({Command::Kind::Stop});
}

void Player::seek(Seconds position)
{
    impl_->wantedPosition_ = position;
    Command command{Command::Kind::Seek};
    command.a = position.count();
    impl_->post(command);
}

void Player::setLoop(std::optional<std::pair<Seconds, Seconds>> range)
{
    Command command{Command::Kind::Loop};
    command.flag = range.has_value();
    if (range) {
        command.a = range->first.count();
        command.b = range->second.count();
    }
    impl_->post(command);
}

void Player::setTempoScale(double scale)
{
    Command command{Command::Kind::Tempo};
    command.a = scale;
    impl_->post(command);
}

void Player::setTranspose(int semitones)
{
    Command command{Command::Kind::Transpose};
    command.number = semitones;
    impl_->post(command);
}

void Player::setMetronome(bool on)
{
    Command command{Command::Kind::Metronome};
    command.flag = on;
    impl_->post(command);
}

void Player::setMuted(int part, bool muted)
{
    Command command{Command::Kind::Mute};
    command.number = part;
    command.flag = muted;
    impl_->post(command);
}

void Player::setSolo(int part, bool solo)
{
    Command command{Command::Kind::Solo};
    command.number = part;
    command.flag = solo;
    impl_->post(command);
}

void Player::setGain(float gain)
{
    impl_->keeper_.setGain(gain);
    Command command{Command::Kind::Gain};
    command.a = static_cast<double>(gain);
    impl_->post(command);
}

void Player::panic()
{
    impl_->post({Command::Kind::Panic});
}

void Player::strike(std::uint8_t pitch, std::uint8_t velocity, Seconds length)
{
    Command command{Command::Kind::Strike};
    command.number = pitch & 0x7F;
    command.b = velocity;
    command.a = length.count();
    impl_->post(command);
}

void Player::playThrough(ChannelMessage message) noexcept
{
    impl_->engine_.postLive(message);
}

void Player::chooseOutput(OutputChoice choice)
{
    impl_->keeper_.choose(std::move(choice));
}

void Player::setSoundFont(std::optional<std::filesystem::path> soundFont)
{
    impl_->keeper_.setSoundFont(std::move(soundFont));
}

void Player::setOptions(PlayerOptions options)
{
    impl_->keeper_.setOptions(std::move(options));
}

PlayerOptions Player::options() const
{
    return impl_->keeper_.options();
}

std::vector<OutputChoice> Player::outputs() const
{
    return impl_->keeper_.status().choices;
}

PlayerState Player::state()
{
    return impl_->state();
}

} // namespace cadenza::playback
