#include "core/playback/synth_output.h"

#include "core/playback/fluid_log.h"

#include <fluidsynth.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace cadenza::playback {
namespace {

/// Those whose callback we can own, in the order they are tried.
constexpr std::array<std::string_view, 4> kDrivers = {"pulseaudio", "alsa", "jack", "oss"};

/// How long a working device may be quiet. Sound servers pull in bursts of seconds.
std::int64_t patience(const std::string& driver)
{
    constexpr std::int64_t kMillisecond = 1'000'000;
    return (driver == "pulseaudio" ? 4000 : 2000) * kMillisecond;
}

std::string wordFor(const std::string& driver)
{
    if (driver == "pulseaudio")
        return "PulseAudio";
    if (driver == "alsa")
        return "ALSA";
    return driver == "jack" ? "JACK" : "OSS";
}

} // namespace

std::span<const std::string_view> audioDrivers()
{
    return kDrivers;
}

Result<std::unique_ptr<SynthOutput>> SynthOutput::load(const Options& options)
{
    tameDeviceLibraries();
    std::unique_ptr<SynthOutput> output(new SynthOutput(options));
    if (auto loaded = output->loadSynth(options.synth.sampleRate); !loaded)
        return std::unexpected(loaded.error());
    return output;
}

SynthOutput::~SynthOutput()
{
    stop();
}

Result<void> SynthOutput::loadSynth(double sampleRate)
{
    options_.synth.sampleRate = sampleRate;
    auto synth = Synth::open(options_.soundFont, options_.synth);
    if (!synth)
        return std::unexpected(synth.error());
    synth_ = std::move(*synth);
    fluid_settings_t* settings = synth_->settings();
    fluid_settings_setint(settings, "audio.period-size", std::clamp(options_.periodFrames, 64, 8192));
    fluid_settings_setint(settings, "audio.periods", std::clamp(options_.periods, 2, 64));
    fluid_settings_setint(settings, "audio.jack.autoconnect", 1);
    fluid_settings_setstr(settings, "audio.jack.id", "Cadenza");
    return {};
}

Result<void> SynthOutput::openDevice(Engine& engine)
{
    std::string tried;
    for (const std::string_view known : kDrivers) {
        const std::string driver(known);
        if (!options_.driver.empty() && options_.driver != driver)
            continue;
        if (tryDriver(driver, engine))
            return {};
        tried += (tried.empty() ? "tried " : ", ") + wordFor(driver);
    }
    return failure(Fault::NoAudioDevice, "Sound", tried);
}

/// JACK decides the sample rate, and without a running server its driver would wait for one.
bool SynthOutput::tryDriver(const std::string& driver, Engine& engine)
{
    if (driver == "jack") {
        jack_ = JackWatch::connect();
        if (!jack_)
            return false;
        if (jack_->sampleRate() != options_.synth.sampleRate && !loadSynth(jack_->sampleRate()))
            return false;
    }
    const FluidLog log;
    driverName_ = driver;
    engine_ = &engine;
    engine.setSampleRate(sampleRate());
    lastCallback_ = nowNanoseconds();
    if (fluid_settings_setstr(synth_->settings(), "audio.driver", driver.c_str()) != FLUID_OK)
        return false;
    driver_ = new_fluid_audio_driver2(synth_->settings(), &SynthOutput::callback, this);
    if (!driver_)
        jack_.reset();
    return driver_ != nullptr;
}

void SynthOutput::stop()
{
    if (driver_)
        delete_fluid_audio_driver(driver_);
    driver_ = nullptr;
}

std::string SynthOutput::name() const
{
    return wordFor(driverName_) + " · " + options_.soundFont.filename().string();
}

std::int64_t SynthOutput::startedNanoseconds() const
{
    const std::int64_t first = firstCallback_.load(std::memory_order_relaxed);
    return first != 0 ? first : nowNanoseconds();
}

std::optional<Error> SynthOutput::trouble()
{
    if (jack_ && !jack_->alive())
        return Error{Fault::NoAudioDevice, name(), "the JACK server went away", std::nullopt};
    if (nowNanoseconds() - lastCallback_.load(std::memory_order_relaxed) > patience(driverName_))
        return Error{Fault::NoAudioDevice, name(), "the device stopped answering", std::nullopt};
    return std::nullopt;
}

int SynthOutput::callback(void* self, int frames, int, float**, int outputs, float* output[])
{
    auto& me = *static_cast<SynthOutput*>(self);
    if (outputs >= 2)
        me.fill(*me.engine_, frames, output[0], output[1]);
    return 0;
}

void SynthOutput::fill(Engine& engine, int frames, float* left, float* right) noexcept
{
    const std::int64_t now = nowNanoseconds();
    lastCallback_.store(now, std::memory_order_relaxed);
    if (firstCallback_.load(std::memory_order_relaxed) == 0)
        firstCallback_.store(now, std::memory_order_relaxed);
    float peak = 0.0F;
    for (int done = 0; done < frames;) {
        const Engine::Slice slice = engine.beginSlice(frames - done, *synth_);
        if (slice.away) {
            std::fill_n(left + done, slice.frames, 0.0F);
            std::fill_n(right + done, slice.frames, 0.0F);
        } else {
            synth_->render(slice.frames, left + done, right + done);
        }
        engine.endSlice(slice.frames);
        for (int i = done; i < done + slice.frames; ++i)
            peak = std::max({peak, std::abs(left[i]), std::abs(right[i])});
        done += slice.frames;
    }
    if (peak > peak_.load(std::memory_order_relaxed))
        peak_.store(peak, std::memory_order_relaxed);
}

} // namespace cadenza::playback
