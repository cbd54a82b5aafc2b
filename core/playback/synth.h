#pragma once

#include "core/base/result.h"
#include "core/playback/message_sink.h"
#include "core/playback/performance.h"

#include <filesystem>
#include <memory>
#include <set>
#include <span>

struct _fluid_hashtable_t;
struct _fluid_synth_t;

namespace cadenza::playback {

/// How the synthesizer sounds. Out-of-range values are clamped by it.
struct SynthSettings {
    double sampleRate{44100.0};
    float gain{0.6F};
    bool reverb{true};
    bool chorus{true};
    int polyphony{256}; ///< voices at once
};

/// FluidSynth with one SoundFont. One thread at a time; once samples are prepared, sending and rendering neither lock
/// nor allocate.
class Synth final : public MessageSink {
public:
    /// Fails with NoSoundFont when the file is missing or is not a SoundFont that can be loaded.
    [[nodiscard]] static Result<std::unique_ptr<Synth>> open(const std::filesystem::path& soundFont,
                                                             const SynthSettings& settings);
    ~Synth() override;
    Synth(const Synth&) = delete;
    Synth& operator=(const Synth&) = delete;

    /// Loads the samples of every instrument the performance uses. Slow: reads the file.
    void prepare(const Performance& performance);
    [[nodiscard]] bool isPrepared(const Performance& performance) const;

    void send(ChannelMessage message, std::int64_t frame) noexcept override;
    void setGain(float gain) noexcept override;
    /// Writes `frames` frames to two separate channels.
    void render(int frames, float* left, float* right) noexcept;
    /// Writes interleaved stereo; the size is twice the frames.
    void renderInterleaved(std::span<float> stereo) noexcept;
    [[nodiscard]] int activeVoices() const noexcept;

    /// For opening an audio driver on it.
    [[nodiscard]] _fluid_hashtable_t* settings() const { return settings_; }

private:
    Synth() = default;
    void pin(int bank, int program);

    _fluid_hashtable_t* settings_{nullptr};
    _fluid_synth_t* synth_{nullptr};
    int font_{-1};
    std::set<std::pair<int, int>> pinned_; ///< bank and program
};

} // namespace cadenza::playback
