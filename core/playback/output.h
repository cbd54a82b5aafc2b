#pragma once

#include "core/base/result.h"
#include "core/playback/engine.h"
#include "core/playback/player.h"

#include <cstdint>
#include <optional>
#include <string>

namespace cadenza::playback {

/// A clock that drives an Engine, and what sounds at its ticks. The clock runs from `start` to `stop`.
class Output {
public:
    virtual ~Output() = default;

    virtual void start(Engine& engine) = 0;
    /// Returns when the engine is no longer driven. The sink lives on, so that sounding notes can be released.
    virtual void stop() = 0;
    [[nodiscard]] virtual MessageSink& sink() = 0;

    [[nodiscard]] virtual std::string name() const = 0;
    [[nodiscard]] virtual double sampleRate() const = 0;
    [[nodiscard]] virtual std::int64_t startedNanoseconds() const = 0; ///< when its clock first ticked
    /// Between rendering a frame and hearing it.
    [[nodiscard]] virtual int latencyFrames() const { return 0; }
    /// Readies instruments; the clock stays away meanwhile.
    virtual void prepare(const Performance&) {}
    /// Why it can no longer go on: the device is gone.
    [[nodiscard]] virtual std::optional<Error> trouble() { return std::nullopt; }
    /// The loudest sample since the last call.
    [[nodiscard]] virtual float takePeak() { return 0.0F; }
};

/// The monotonic clock that all outputs and the playhead share.
[[nodiscard]] std::int64_t nowNanoseconds();

} // namespace cadenza::playback
