#include "core/export/audio_file.h"
#include "core/export/export.h"
#include "core/export/sample_spool.h"
#include "core/playback/render.h"

#include <utility>

namespace cadenza::exporting {
namespace {

constexpr float kHeadroom = 0.891F; ///< −1 dB: lossy formats overshoot a little
constexpr double kRenderingShare = 0.9;

AudioTags filledFrom(AudioTags tags, const midi::Piece& piece)
{
    if (tags.title.empty())
        tags.title = piece.title;
    if (tags.artist.empty())
        tags.artist = piece.composer;
    return tags;
}

Result<void> writeNormalised(SampleSpool& spool, AudioFile& file, const std::stop_token& stop)
{
    const float factor = spool.peak() > 0.0F ? kHeadroom / spool.peak() : 1.0F;
    return spool.replay([&](std::span<float> samples) -> Result<void> {
        if (stop.stop_requested())
            return failure(Fault::Cancelled);
        for (float& sample : samples)
            sample *= factor;
        return file.write(samples);
    });
}

} // namespace

Result<void> exportAudio(const midi::Piece& piece, const std::filesystem::path& target, const AudioOptions& options,
                         std::stop_token stop, const ProgressSink& progress)
{
    auto file = AudioFile::create(target, options, filledFrom(options.tags, piece));
    if (!file)
        return std::unexpected(file.error());
    auto spool = SampleSpool::in(target);
    if (!spool)
        return std::unexpected(spool.error());
    const bool normalise = options.loudness == Loudness::Normalised;
    const auto consume = [&](std::span<const float> samples) {
        return normalise ? spool->append(samples) : (*file)->write(samples);
    };
    const auto rendering = [&](double fraction, std::string_view what) {
        if (progress)
            progress(kRenderingShare * fraction, what);
    };
    auto done = playback::renderAudio(playback::perform(piece), options.soundFont, consume, stop, rendering);
    if (done && normalise)
        done = writeNormalised(*spool, **file, stop);
    if (done)
        done = (*file)->commit();
    if (done && progress)
        progress(1.0, "Done");
    return done;
}

Result<void> exportAudio(const midi::Piece& piece, const std::filesystem::path& target,
                         std::optional<std::filesystem::path> soundFont, std::stop_token stop,
                         const ProgressSink& progress)
{
    AudioOptions options;
    options.soundFont = std::move(soundFont);
    return exportAudio(piece, target, options, std::move(stop), progress);
}

} // namespace cadenza::exporting
