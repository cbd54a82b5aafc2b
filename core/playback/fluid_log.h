#pragma once

#include <string>

namespace cadenza::playback {

/// While it lives, what FluidSynth complains of on this thread is kept instead of printed. Everything it logs on other
/// threads, the audio callback's among them, is dropped.
class FluidLog {
public:
    FluidLog();
    ~FluidLog();
    FluidLog(const FluidLog&) = delete;
    FluidLog& operator=(const FluidLog&) = delete;

    [[nodiscard]] const std::string& lastMessage() const { return last_; }

    /// Takes FluidSynth's log away from the console; done once, and by every FluidLog.
    static void silence();

private:
    static void hear(int level, const char* message, void* data);

    std::string last_;
    FluidLog* outer_;
};

} // namespace cadenza::playback
