#include "core/playback/fluid_log.h"

#include <fluidsynth.h>

namespace cadenza::playback {

namespace {
thread_local FluidLog* listening = nullptr;
}

FluidLog::FluidLog() : outer_(listening)
{
    silence();
    listening = this;
}

FluidLog::~FluidLog()
{
    listening = outer_;
}

void FluidLog::hear(int level, const char* message, void*)
{
    if (listening && level <= FLUID_WARN)
        listening->last_ = message;
}

void FluidLog::silence()
{
    [[maybe_unused]] static const bool done = [] {
        for (int level = FLUID_PANIC; level < LAST_LOG_LEVEL; ++level)
            fluid_set_log_function(level, &FluidLog::hear, nullptr);
        return true;
    }();
}

} // namespace cadenza::playback
