#include "core/playback/paced_output.h"

#include <pthread.h>
#include <sched.h>

#include <cerrno>
#include <ctime>

namespace cadenza::playback {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr int kFramesWhilePlaying = 96; ///< 2 ms: how long a command may wait
constexpr int kFramesAtRest = 240;      ///< 5 ms
/// A machine that slept does not play what it missed.
constexpr std::int64_t kForgivenLateness = kSecond / 5;

void sleepUntil(std::int64_t nanoseconds)
{
    timespec deadline{};
    deadline.tv_sec = nanoseconds / kSecond;
    deadline.tv_nsec = nanoseconds % kSecond;
    while (::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &deadline, nullptr) == EINTR) {
    }
}

} // namespace

std::int64_t nowNanoseconds()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * kSecond + now.tv_nsec;
}

bool askForRealTime() noexcept
{
    constexpr int kPriority = 20; // below what sound servers use
    sched_param wanted{};
    wanted.sched_priority = kPriority;
    return pthread_setschedparam(pthread_self(), SCHED_RR, &wanted) == 0;
}

PacedOutput::PacedOutput(std::string name, std::shared_ptr<MessageSink> sink, Urgency urgency, TroubleCheck trouble)
    : name_(std::move(name)), sink_(std::move(sink)), urgency_(urgency), trouble_(std::move(trouble))
{
}

PacedOutput::~PacedOutput()
{
    stop();
}

void PacedOutput::start(Engine& engine)
{
    started_ = nowNanoseconds();
    thread_ = std::jthread([this, &engine](std::stop_token stop) { run(std::move(stop), engine); });
}

void PacedOutput::stop()
{
    if (thread_.joinable()) {
        thread_.request_stop();
        thread_.join();
    }
}

void PacedOutput::run(std::stop_token stop, Engine& engine)
{
    if (urgency_ == Urgency::RealTime)
        askForRealTime();
    std::int64_t start = started_;
    std::int64_t frames = 0;
    while (!stop.stop_requested()) {
        const int limit = engine.playing() ? kFramesWhilePlaying : kFramesAtRest;
        const Engine::Slice slice = engine.beginSlice(limit, *sink_);
        frames += slice.frames;
        const std::int64_t deadline = start + static_cast<std::int64_t>(static_cast<double>(frames) / kPacedRate * 1e9);
        sleepUntil(deadline);
        engine.endSlice(slice.frames);
        if (const std::int64_t late = nowNanoseconds() - deadline; late > kForgivenLateness)
            start += late;
    }
}

} // namespace cadenza::playback
