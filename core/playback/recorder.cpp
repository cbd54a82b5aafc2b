#include "core/playback/recorder.h"

#include <algorithm>
#include <cmath>

namespace cadenza::playback {

namespace {
constexpr int kTicksPerQuarter = 480;
constexpr double kTicksPerSecond = 2.0 * kTicksPerQuarter; ///< at 120 quarters a minute
} // namespace

void Recorder::hear(ChannelMessage message, Seconds at)
{
    const std::lock_guard lock(mutex_);
    if (message.kind() == kNoteOn && message.data2 > 0) {
        release(message.data1, at);
        held_[message.data1 & 0x7FU] = {at, message.data2};
        if (!start_)
            start_ = at;
    } else if (message.kind() == kNoteOn || message.kind() == kNoteOff) {
        release(message.data1, at);
    } else if (message.kind() == kControlChange && message.data1 == kSustainPedal) {
        pedal_.emplace_back(at, message.data2);
    }
}

void Recorder::release(std::uint8_t pitch, Seconds at)
{
    Held& held = held_[pitch & 0x7FU];
    if (held.velocity > 0)
        played_.push_back({pitch, held.velocity, held.since, at});
    held.velocity = 0;
}

std::size_t Recorder::noteCount() const
{
    const std::lock_guard lock(mutex_);
    return played_.size()
           + static_cast<std::size_t>(std::ranges::count_if(held_, [](const Held& held) { return held.velocity > 0; }));
}

midi::Piece Recorder::finish(Seconds now) const
{
    const std::lock_guard lock(mutex_);
    midi::Piece piece;
    piece.ticksPerQuarter = kTicksPerQuarter;
    if (!start_)
        return piece;
    const auto tickAt = [&](Seconds at) {
        return Tick{std::max<std::int64_t>(0, std::llround((at - *start_).count() * kTicksPerSecond))};
    };
    midi::Part part;
    part.name = "Recording";
    const auto add = [&](std::uint8_t pitch, std::uint8_t velocity, Seconds from, Seconds to) {
        const Tick onset = tickAt(from);
        part.notes.push_back({onset, std::max(Tick{1}, tickAt(to) - onset), pitch, velocity, midi::Hand::Unknown});
    };
    for (const Played& played : played_)
        add(played.pitch, played.velocity, played.from, played.to);
    for (std::size_t pitch = 0; pitch < held_.size(); ++pitch)
        if (held_[pitch].velocity > 0)
            add(static_cast<std::uint8_t>(pitch), held_[pitch].velocity, held_[pitch].since, now);
    std::ranges::sort(part.notes);
    for (const auto& [at, value] : pedal_) {
        const midi::PedalChange change{tickAt(at), value};
        if (!part.pedal.empty() && part.pedal.back().at == change.at)
            part.pedal.back() = change;
        else
            part.pedal.push_back(change);
    }
    piece.parts.push_back(std::move(part));
    return piece;
}

} // namespace cadenza::playback
