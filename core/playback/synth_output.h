#pragma once

#include "core/playback/jack_watch.h"
#include "core/playback/output.h"
#include "core/playback/synth.h"

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>

struct _fluid_audio_driver_t;

namespace cadenza::playback {

/// FluidSynth behind an audio device. The device's callback is the clock.
class SynthOutput final : public Output {
public:
    struct Options {
        std::filesystem::path soundFont;
        SynthSettings synth;
        int periodFrames{256};
        int periods{4};
        std::string driver; ///< empty: pulseaudio, alsa, jack (when a server runs), oss, whichever opens first
    };

    /// Loads the SoundFont; the device is opened by `openDevice`. Fails with NoSoundFont. Slow.
    [[nodiscard]] static Result<std::unique_ptr<SynthOutput>> load(const Options& options);
    ~SynthOutput() override;

    /// Tries the drivers in order and starts the clock with the first that opens. Fails with NoAudioDevice.
    [[nodiscard]] Result<void> openDevice(Engine& engine);

    void start(Engine&) override {} ///< `openDevice` did
    void stop() override;
    [[nodiscard]] MessageSink& sink() override { return *synth_; }
    [[nodiscard]] std::string name() const override;
    [[nodiscard]] double sampleRate() const override { return options_.synth.sampleRate; }
    [[nodiscard]] std::int64_t startedNanoseconds() const override;
    [[nodiscard]] int latencyFrames() const override { return options_.periodFrames * options_.periods; }
    void prepare(const Performance& performance) override { synth_->prepare(performance); }
    [[nodiscard]] std::optional<Error> trouble() override;
    [[nodiscard]] float takePeak() override { return peak_.exchange(0.0F); }

    /// What the audio callback does; public so that a test can prove that it neither locks nor allocates.
    void fill(Engine& engine, int frames, float* left, float* right) noexcept;

private:
    explicit SynthOutput(Options options) : options_(std::move(options)) {}
    [[nodiscard]] Result<void> loadSynth(double sampleRate);
    [[nodiscard]] bool tryDriver(const std::string& driver, Engine& engine);
    static int callback(void* self, int frames, int effects, float* effect[], int outputs, float* output[]);

    Options options_;
    std::unique_ptr<Synth> synth_;
    std::unique_ptr<JackWatch> jack_;
    _fluid_audio_driver_t* driver_{nullptr};
    std::string driverName_;
    Engine* engine_{nullptr};
    std::atomic<std::int64_t> firstCallback_{0};
    std::atomic<std::int64_t> lastCallback_{0};
    std::atomic<float> peak_{0.0F};
};

} // namespace cadenza::playback
