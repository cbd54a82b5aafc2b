#include "core/playback/sequencer.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cadenza::playback {
namespace {

constexpr Seconds kShortestLoop{0.01};
constexpr Seconds kClickLength{0.05};
constexpr int kHighWoodBlock = 76; ///< General MIDI percussion
constexpr int kLowWoodBlock = 77;
constexpr int kDownbeatVelocity = 110;
constexpr int kBeatVelocity = 80;
constexpr std::uint8_t kPedalThreshold = 64;
constexpr int kReleaseVelocity = 64;
constexpr double kFrameTolerance = 1e-6; ///< of a frame: rounding of seconds must not delay an event by one

std::size_t partIndex(int part)
{
    return static_cast<std::size_t>(std::clamp(part, 0, kMostParts - 1));
}

} // namespace

// Transport

void Sequencer::load(const Performance* performance, MessageSink& sink)
{
    releaseSounding(sink);
    performance_ = performance;
    playing_ = false;
    stateKnown_ = false;
    loop_.reset();
    muted_.reset();
    solo_.reset();
    moveTo(Seconds{0.0});
}

void Sequencer::extend(const Performance* performance, MessageSink& sink)
{
    if (!performance_ || !performance)
        return load(performance, sink);
    const auto isDone = [this](const auto& timed) { return frameOf(timed.at) < frame_; };
    const auto& messages = performance->messages;
    const auto& beats = performance->beats;
    next_ = static_cast<std::size_t>(std::ranges::partition_point(messages, isDone) - messages.begin());
    nextBeat_ = static_cast<std::size_t>(std::ranges::partition_point(beats, isDone) - beats.begin());
    performance_ = performance;
}

void Sequencer::exchange(const Performance* performance, MessageSink& sink)
{
    if (!performance_ || !performance)
        return load(performance, sink);
    const Seconds at = position();
    releaseSounding(sink);
    performance_ = performance;
    muted_.reset();
    solo_.reset();
    stateKnown_ = false;
    moveTo(std::min(at, performance->length));
}

void Sequencer::play(MessageSink& sink)
{
    if (!performance_ || playing_)
        return;
    const Seconds at = position();
    if (loop_ && (at < loop_->first || at >= loop_->second))
        moveTo(loop_->first);
    else if (at >= performance_->length)
        moveTo(Seconds{0.0});
    else
        anchorAt(at);
    playing_ = true;
    restoreState(sink);
}

void Sequencer::pause(MessageSink& sink)
{
    const Seconds at = position();
    playing_ = false;
    releaseSounding(sink);
    anchorAt(at);
}

void Sequencer::seek(Seconds position, MessageSink& sink)
{
    releaseSounding(sink);
    const Seconds end = performance_ ? performance_->length : Seconds{0.0};
    moveTo(std::clamp(position, Seconds{0.0}, end));
    if (playing_)
        restoreState(sink);
}

void Sequencer::setLoop(std::optional<std::pair<Seconds, Seconds>> range)
{
    if (range && performance_) {
        range->first = std::max(range->first, Seconds{0.0});
        range->second = std::min(range->second, performance_->length);
    }
    anchorAt(position());
    loop_ = range && range->second - range->first >= kShortestLoop ? range : std::nullopt;
}

void Sequencer::setTempoScale(double scale)
{
    anchorAt(position());
    scale_ = std::isfinite(scale) ? std::clamp(scale, kSlowest, kFastest) : 1.0;
}

void Sequencer::setTranspose(int semitones)
{
    transpose_ = std::clamp(semitones, -127, 127);
}

void Sequencer::setMuted(int part, bool muted, MessageSink& sink)
{
    muted_.set(partIndex(part), muted);
    notes_.releaseParts(sink, frame_, inaudible());
}

void Sequencer::setSolo(int part, bool solo, MessageSink& sink)
{
    solo_.set(partIndex(part), solo);
    notes_.releaseParts(sink, frame_, inaudible());
}

void Sequencer::strike(int channel, int pitch, int velocity, Seconds length, MessageSink& sink)
{
    const auto same = [&](const Struck& s) { return s.channel == channel && s.pitch == pitch; };
    auto slot = std::ranges::find_if(struck_, same);
    if (slot == struck_.end())
        slot = std::ranges::find(struck_, -1, &Struck::channel);
    if (slot == struck_.end())
        return;
    notes_.press(sink, frame_, KeySource::Hand, channel, pitch, pitch, std::clamp(velocity, 1, 127), 0);
    const auto frames = static_cast<std::int64_t>(std::max(length.count(), 0.001) * sampleRate_);
    *slot = {frame_ + frames, static_cast<std::int16_t>(channel), static_cast<std::int16_t>(pitch)};
}

void Sequencer::live(ChannelMessage message, MessageSink& sink)
{
    message.data1 &= 0x7F;
    message.data2 &= 0x7F;
    const int channel = message.channel();
    const bool on = message.kind() == kNoteOn && message.data2 > 0;
    if (on)
        notes_.press(sink, frame_, KeySource::Hand, channel, message.data1, message.data1, message.data2, 0);
    else if (message.kind() == kNoteOn || message.kind() == kNoteOff)
        notes_.release(sink, frame_, KeySource::Hand, channel, message.data1);
    else
        emit({Seconds{0.0}, message.status, message.data1, message.data2, 0}, sink);
}

void Sequencer::panic(MessageSink& sink)
{
    releaseSounding(sink);
    releaseStruck(sink, true);
    notes_.releaseAll(sink, frame_, KeySource::Hand);
    for (int channel = 0; channel < kMidiChannels; ++channel) {
        for (int pitch = 0; pitch < 128 && notes_.usedChannel(channel); ++pitch)
            sink.send(channelMessage(kNoteOff, channel, pitch, kReleaseVelocity), frame_);
        for (const std::uint8_t controller : {kSustainPedal, kAllSoundOff, kAllNotesOff})
            sink.send(channelMessage(kControlChange, channel, controller), frame_);
    }
}

void Sequencer::leaveSink(MessageSink& sink)
{
    releaseSounding(sink);
    releaseStruck(sink, true);
    notes_.releaseAll(sink, frame_, KeySource::Hand);
    stateKnown_ = false;
}

void Sequencer::setSampleRate(double sampleRate)
{
    anchorAt(position());
    sampleRate_ = sampleRate;
}

// The clock

void Sequencer::emitDue(MessageSink& sink)
{
    releaseStruck(sink, false);
    if (!playing_)
        return;
    if (!stateKnown_)
        restoreState(sink);
    emitMessages(sink);
    emitBeats(sink);
    wrapOrEnd(sink);
}

int Sequencer::framesUntilDue(int limit) const
{
    std::int64_t due = frame_ + limit;
    for (const Struck& struck : struck_)
        if (struck.channel >= 0)
            due = std::min(due, struck.offFrame);
    if (playing_) {
        const Seconds end = looping() ? loop_->second : performance_->length;
        due = std::min(due, frameOf(end));
        if (next_ < performance_->messages.size())
            due = std::min(due, frameOf(performance_->messages[next_].at));
        if (metronome_ && nextBeat_ < performance_->beats.size())
            due = std::min(due, frameOf(performance_->beats[nextBeat_].at));
    }
    return static_cast<int>(std::clamp<std::int64_t>(due - frame_, 1, limit));
}

Seconds Sequencer::position() const
{
    return anchor_ + Seconds{static_cast<double>(frame_ - anchorFrame_) * perFrame()};
}

// Private

std::int64_t Sequencer::frameOf(Seconds at) const
{
    const double frames = (at - anchor_).count() * sampleRate_ / scale_;
    return anchorFrame_ + static_cast<std::int64_t>(std::ceil(frames - kFrameTolerance));
}

PartSet Sequencer::inaudible() const
{
    return solo_.any() ? ~solo_ : muted_;
}

bool Sequencer::looping() const
{
    return loop_ && anchor_ < loop_->second;
}

void Sequencer::anchorAt(Seconds position)
{
    anchor_ = position;
    anchorFrame_ = frame_;
    ++turns_;
}

/// What lies at `position` itself is still to come.
void Sequencer::moveTo(Seconds position)
{
    anchorAt(position);
    if (!performance_) {
        next_ = nextBeat_ = 0;
        return;
    }
    const auto message = std::ranges::lower_bound(performance_->messages, position, {}, &TimedMessage::at);
    const auto beat = std::ranges::lower_bound(performance_->beats, position, {}, &Beat::at);
    next_ = static_cast<std::size_t>(message - performance_->messages.begin());
    nextBeat_ = static_cast<std::size_t>(beat - performance_->beats.begin());
}

/// Tells the sink the programs, controllers, pedals and bends in force here: what a player would have set on the way.
void Sequencer::restoreState(MessageSink& sink)
{
    constexpr std::int16_t kUnset = -1;
    std::array<std::array<std::int16_t, 128>, kMidiChannels> controllers;
    std::array<std::int16_t, kMidiChannels> programs;
    std::array<std::int32_t, kMidiChannels> bends;
    for (auto& channel : controllers)
        channel.fill(kUnset);
    programs.fill(kUnset);
    bends.fill(kUnset);
    for (std::size_t i = 0; i < next_; ++i) {
        const TimedMessage& message = performance_->messages[i];
        const std::size_t channel = message.status & 0x0FU;
        switch (message.status & 0xF0) {
        case kControlChange: controllers[channel][message.data1 & 0x7FU] = message.data2; break;
        case kProgramChange: programs[channel] = message.data1; break;
        case kPitchBend: bends[channel] = (message.data2 << 7) | message.data1; break;
        default: break;
        }
    }
    const auto tell = [&](int kind, int channel, int data1, int data2) {
        emit({anchor_, static_cast<std::uint8_t>(kind | channel), static_cast<std::uint8_t>(data1),
              static_cast<std::uint8_t>(data2), 0},
             sink);
    };
    for (int channel = 0; channel < kMidiChannels; ++channel) {
        const auto c = static_cast<std::size_t>(channel);
        if (programs[c] != kUnset)
            tell(kProgramChange, channel, programs[c], 0);
        for (int controller = 0; controller < 128; ++controller)
            if (const std::int16_t value = controllers[c][static_cast<std::size_t>(controller)]; value != kUnset)
                tell(kControlChange, channel, controller, value);
        if (bends[c] != kUnset)
            tell(kPitchBend, channel, bends[c] & 0x7F, bends[c] >> 7);
    }
    stateKnown_ = true;
}

void Sequencer::releaseSounding(MessageSink& sink)
{
    notes_.releaseAll(sink, frame_, KeySource::Score);
    for (int channel = 0; channel < kMidiChannels; ++channel)
        if (std::exchange(pedalDown_[static_cast<std::size_t>(channel)], false))
            sink.send(channelMessage(kControlChange, channel, kSustainPedal), frame_);
}

void Sequencer::emitMessages(MessageSink& sink)
{
    const auto& messages = performance_->messages;
    const Seconds end = looping() ? loop_->second : Seconds{std::numeric_limits<double>::max()};
    for (; next_ < messages.size() && messages[next_].at < end && frameOf(messages[next_].at) <= frame_; ++next_)
        emit(messages[next_], sink);
}

void Sequencer::emitBeats(MessageSink& sink)
{
    const auto& beats = performance_->beats;
    const Seconds end = looping() ? loop_->second : performance_->length;
    for (; nextBeat_ < beats.size() && beats[nextBeat_].at < end && frameOf(beats[nextBeat_].at) <= frame_; ++nextBeat_)
        if (metronome_) {
            const bool down = beats[nextBeat_].downbeat;
            strike(kDrumChannel, down ? kHighWoodBlock : kLowWoodBlock, down ? kDownbeatVelocity : kBeatVelocity,
                   kClickLength, sink);
        }
}

void Sequencer::emit(const TimedMessage& message, MessageSink& sink)
{
    const ChannelMessage plain{message.status, message.data1, message.data2};
    const int channel = plain.channel();
    switch (plain.kind()) {
    case kNoteOn:
        if (!inaudible().test(partIndex(message.part))) {
            const int pitch = message.data1 + (channel == kDrumChannel ? 0 : transpose_);
            notes_.press(sink, frame_, KeySource::Score, channel, message.data1, pitch, message.data2,
                         static_cast<int>(partIndex(message.part)));
        }
        return;
    case kNoteOff: notes_.release(sink, frame_, KeySource::Score, channel, message.data1); return;
    case kControlChange:
        if (message.data1 == kSustainPedal)
            pedalDown_[static_cast<std::size_t>(channel)] = message.data2 >= kPedalThreshold;
        break;
    default: break;
    }
    sink.send(plain, frame_);
}

void Sequencer::releaseStruck(MessageSink& sink, bool all)
{
    for (Struck& struck : struck_)
        if (struck.channel >= 0 && (all || struck.offFrame <= frame_)) {
            notes_.release(sink, frame_, KeySource::Hand, struck.channel, struck.pitch);
            struck.channel = -1;
        }
}

void Sequencer::wrapOrEnd(MessageSink& sink)
{
    if (looping() && frameOf(loop_->second) <= frame_) {
        releaseSounding(sink);
        moveTo(loop_->first);
        restoreState(sink);
        emitMessages(sink);
        emitBeats(sink);
    } else if (!looping() && frameOf(performance_->length) <= frame_) {
        releaseSounding(sink);
        playing_ = false;
        moveTo(performance_->length);
    }
}

} // namespace cadenza::playback
