#include "core/playback/render.h"

#include "core/playback/sequencer.h"
#include "core/playback/synth.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace cadenza::playback {
namespace {

constexpr int kBlock = 64;             ///< FluidSynth's own block: events take effect at its borders
constexpr int kBlocksPerDelivery = 64; ///< 93 ms at a time keep consumers from being called too often
constexpr Seconds kLongestTail{6.0};
constexpr float kSilence = 1e-4F; ///< −80 dB below full scale

/// Renders block by block and hands on a delivery of several.
class Renderer {
public:
    Renderer(Sequencer& sequencer, Synth& synth, const AudioConsumer& consume)
        : sequencer_(sequencer), synth_(synth), consume_(consume)
    {
    }

    Result<void> delivery()
    {
        for (int block = 0; block < kBlocksPerDelivery; ++block) {
            sequencer_.emitDue(synth_);
            synth_.renderInterleaved(
                std::span(buffer_).subspan(static_cast<std::size_t>(2 * kBlock * block), 2 * kBlock));
            sequencer_.advance(kBlock);
        }
        return consume_(buffer_);
    }

    [[nodiscard]] float loudest() const
    {
        float most = 0.0F;
        for (const float sample : buffer_)
            most = std::max(most, std::abs(sample));
        return most;
    }

private:
    Sequencer& sequencer_;
    Synth& synth_;
    const AudioConsumer& consume_;
    std::array<float, static_cast<std::size_t>(2 * kBlock * kBlocksPerDelivery)> buffer_{};
};

} // namespace

Result<void> renderAudio(const Performance& performance, std::optional<std::filesystem::path> soundFont,
                         const AudioConsumer& consume, std::stop_token stop, const ProgressSink& progress)
{
    const auto font = findSoundFont(std::move(soundFont));
    if (!font)
        return std::unexpected(font.error());
    SynthSettings settings;
    settings.sampleRate = kSampleRate;
    auto synth = Synth::open(*font, settings);
    if (!synth)
        return std::unexpected(synth.error());
    (*synth)->prepare(performance);

    Sequencer sequencer(kSampleRate);
    sequencer.load(&performance, **synth);
    sequencer.play(**synth);
    Renderer renderer(sequencer, **synth, consume);
    const auto longestTail = static_cast<std::int64_t>(kLongestTail.count() * kSampleRate);
    std::int64_t endFrame = -1;
    for (;;) {
        if (stop.stop_requested())
            return failure(Fault::Cancelled);
        if (const auto consumed = renderer.delivery(); !consumed)
            return consumed;
        if (endFrame < 0 && !sequencer.playing())
            endFrame = sequencer.frame();
        if (progress)
            progress(performance.length.count() > 0 ? sequencer.position() / performance.length : 1.0, "Rendering");
        if (endFrame >= 0 && (renderer.loudest() < kSilence || sequencer.frame() - endFrame >= longestTail))
            return {};
    }
}

} // namespace cadenza::playback
