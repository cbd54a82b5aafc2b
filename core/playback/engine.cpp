#include "core/playback/engine.h"

namespace cadenza::playback {

namespace {
constexpr int kKeyboardChannel = 0;
}

Engine::Slice Engine::beginSlice(int limit, MessageSink& sink) noexcept
{
    for (;;) {
        if (loadAhead_ > ready_.load(std::memory_order_acquire)) {
            waitingFor_.store(loadAhead_, std::memory_order_release);
            return {limit, true};
        }
        const auto command = commands_.pop();
        if (!command)
            break;
        obey(*command, sink);
        doneSerial_.store(command->serial, std::memory_order_release);
    }
    while (const auto message = live_.pop())
        sequencer_.live(*message, sink);
    sequencer_.emitDue(sink);
    publish(false);
    return {sequencer_.framesUntilDue(limit), false};
}

void Engine::endSlice(int frames) noexcept
{
    sequencer_.advance(frames);
    rendered_.store(sequencer_.frame(), std::memory_order_release);
}

void Engine::leaveSink(MessageSink& sink) noexcept
{
    sequencer_.leaveSink(sink);
}

void Engine::setSampleRate(double sampleRate) noexcept
{
    sequencer_.setSampleRate(sampleRate);
    publish(false);
}

void Engine::obey(const Command& command, MessageSink& sink) noexcept
{
    using Kind = Command::Kind;
    const auto number = static_cast<int>(command.number);
    switch (command.kind) {
    case Kind::Load: adopt(command, &Sequencer::load, sink); break;
    case Kind::Extend: adopt(command, &Sequencer::extend, sink); break;
    case Kind::Exchange: adopt(command, &Sequencer::exchange, sink); break;
    case Kind::Play: sequencer_.play(sink); break;
    case Kind::Pause: sequencer_.pause(sink); break;
    case Kind::Stop:
        sequencer_.pause(sink);
        sequencer_.seek(Seconds{0.0}, sink);
        break;
    case Kind::Seek: sequencer_.seek(Seconds{command.a}, sink); break;
    case Kind::Loop:
        sequencer_.setLoop(command.flag ? std::optional(std::pair(Seconds{command.a}, Seconds{command.b}))
                                        : std::nullopt);
        break;
    case Kind::Tempo: sequencer_.setTempoScale(command.a); break;
    case Kind::Transpose: sequencer_.setTranspose(number); break;
    case Kind::Metronome: sequencer_.setMetronome(command.flag); break;
    case Kind::Mute: sequencer_.setMuted(number, command.flag, sink); break;
    case Kind::Solo: sequencer_.setSolo(number, command.flag, sink); break;
    case Kind::Gain: sink.setGain(static_cast<float>(command.a)); break;
    case Kind::Strike:
        sequencer_.strike(kKeyboardChannel, number, static_cast<int>(command.b), Seconds{command.a}, sink);
        break;
    case Kind::Panic: sequencer_.panic(sink); break;
    }
    publish(command.kind == Kind::Load || command.kind == Kind::Stop || command.kind == Kind::Seek);
}

void Engine::adopt(const Command& command, void (Sequencer::*take)(const Performance*, MessageSink&),
                   MessageSink& sink) noexcept
{
    (sequencer_.*take)(command.performance, sink);
    adopted_.store(command.number, std::memory_order_release);
    if (command.mustPrepare)
        loadAhead_ = command.number;
}

void Engine::publish(bool restart) noexcept
{
    if (sequencer_.turns() == publishedTurns_)
        return;
    publishedTurns_ = sequencer_.turns();
    const TimelineSegment segment{sequencer_.frame(), sequencer_.position().count(), sequencer_.perFrame()};
    if (restart)
        timeline_.restart(segment);
    else
        timeline_.append(segment);
}

} // namespace cadenza::playback
