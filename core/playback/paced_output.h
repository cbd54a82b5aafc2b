#pragma once

#include "core/playback/output.h"

#include <functional>
#include <memory>
#include <thread>

namespace cadenza::playback {

/// Drives the engine from a thread that sleeps to absolute deadlines: for MIDI ports, for machines without sound, for
/// tests. Events leave within a fraction of a millisecond of their time.
class PacedOutput final : public Output {
public:
    using TroubleCheck = std::function<std::optional<Error>()>;

    enum class Urgency {
        Ordinary,
        RealTime, ///< asks the system to run its thread before all ordinary ones; without the right to, it stays one
    };

    PacedOutput(std::string name, std::shared_ptr<MessageSink> sink, Urgency urgency = Urgency::Ordinary,
                TroubleCheck trouble = {});
    ~PacedOutput() override;

    void start(Engine& engine) override;
    void stop() override;
    [[nodiscard]] MessageSink& sink() override { return *sink_; }
    [[nodiscard]] std::string name() const override { return name_; }
    [[nodiscard]] double sampleRate() const override { return kPacedRate; }
    [[nodiscard]] std::int64_t startedNanoseconds() const override { return started_; }
    [[nodiscard]] std::optional<Error> trouble() override { return trouble_ ? trouble_() : std::nullopt; }

private:
    static constexpr double kPacedRate = 48000.0; ///< of the clock's frames; nothing is rendered
    void run(std::stop_token stop, Engine& engine);

    std::string name_;
    std::shared_ptr<MessageSink> sink_;
    Urgency urgency_;
    TroubleCheck trouble_;
    std::int64_t started_{0};
    std::jthread thread_;
};

/// Makes the calling thread a real-time one where the user may (group "audio" on most systems). True when granted.
bool askForRealTime() noexcept;

/// Swallows everything: what sounds when nothing can.
class NullSink final : public MessageSink {
public:
    void send(ChannelMessage, std::int64_t) noexcept override {}
};

} // namespace cadenza::playback
