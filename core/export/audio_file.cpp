#include "core/export/audio_file.h"

#include "core/playback/render.h"

#include <sndfile.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <utility>

namespace cadenza::exporting {
namespace {

int wavSubtype(WavSamples samples)
{
    switch (samples) {
    case WavSamples::Int16: return SF_FORMAT_PCM_16;
    case WavSamples::Int24: return SF_FORMAT_PCM_24;
    case WavSamples::Float32: return SF_FORMAT_FLOAT;
    }
    return SF_FORMAT_PCM_16;
}

/// libsndfile's word for the format of this ending, or 0.
int formatOf(const std::filesystem::path& target, const AudioOptions& options)
{
    std::string ending = target.extension().string();
    std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return std::tolower(c); });
    if (ending == ".wav")
        return SF_FORMAT_WAV | wavSubtype(options.wavSamples);
    if (ending == ".flac")
        return SF_FORMAT_FLAC | (options.wavSamples == WavSamples::Int16 ? SF_FORMAT_PCM_16 : SF_FORMAT_PCM_24);
    if (ending == ".ogg" || ending == ".oga")
        return SF_FORMAT_OGG | SF_FORMAT_VORBIS;
    if (ending == ".mp3")
        return SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III;
    return 0;
}

} // namespace

struct AudioFile::Handle {
    SNDFILE* file{nullptr};
    ~Handle()
    {
        if (file)
            sf_close(file);
    }
};

AudioFile::AudioFile(PendingFile pending, std::unique_ptr<Handle> handle)
    : pending_(std::move(pending)), handle_(std::move(handle))
{
}

AudioFile::~AudioFile() = default;

Result<std::unique_ptr<AudioFile>> AudioFile::create(const std::filesystem::path& target, const AudioOptions& options,
                                                     const AudioTags& tags)
{
    SF_INFO info{};
    info.samplerate = playback::kSampleRate;
    info.channels = 2;
    info.format = formatOf(target, options);
    if (info.format == 0 || !sf_format_check(&info))
        return failure(Fault::Unsupported, target.string(), "the ending is none of .wav, .flac, .ogg, .mp3");
    auto pending = PendingFile::beside(target);
    if (!pending)
        return std::unexpected(pending.error());

    auto handle = std::make_unique<Handle>();
    errno = 0;
    handle->file = sf_open_fd(pending->descriptor(), SFM_WRITE, &info, SF_FALSE);
    if (!handle->file)
        return errno != 0 ? std::unexpected(pending->errorNow())
                          : failure(Fault::Internal, target.string(), sf_strerror(nullptr));
    sf_command(handle->file, SFC_SET_CLIPPING, nullptr, SF_TRUE);
    double quality = std::clamp(options.quality, 0.0, 1.0);
    sf_command(handle->file, SFC_SET_VBR_ENCODING_QUALITY, &quality, sizeof quality);
    const auto tag = [&](int kind, const std::string& text) {
        if (!text.empty())
            sf_set_string(handle->file, kind, text.c_str());
    };
    tag(SF_STR_TITLE, tags.title);
    tag(SF_STR_ARTIST, tags.artist);
    tag(SF_STR_COMMENT, tags.comment);
    tag(SF_STR_SOFTWARE, "Cadenza");
    return std::unique_ptr<AudioFile>(new AudioFile(std::move(*pending), std::move(handle)));
}

Result<void> AudioFile::write(std::span<const float> stereo)
{
    errno = 0;
    const auto count = static_cast<sf_count_t>(stereo.size());
    if (sf_write_float(handle_->file, stereo.data(), count) == count)
        return {};
    errno = errno == 0 ? ENOSPC : errno;
    return std::unexpected(pending_.errorNow());
}

/// libsndfile writes buffered data and the final header when it closes.
Result<void> AudioFile::commit()
{
    errno = 0;
    if (sf_close(std::exchange(handle_->file, nullptr)) != 0 || errno == ENOSPC)
        return std::unexpected(pending_.errorNow());
    return pending_.commit();
}

} // namespace cadenza::exporting
