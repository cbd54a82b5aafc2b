#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/midi/midi_writer.h"
#include "core/midi/piece.h"

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>

namespace cadenza::exporting {

/// Writes a Standard MIDI File, atomically. Fails with NotWritable or DiskFull.
[[nodiscard]] Result<void> exportMidi(const midi::Piece& piece, const std::filesystem::path& target,
                                      midi::MidiFormat format = midi::MidiFormat::Parallel);

enum class WavSamples { Int16, Int24, Float32 };

enum class Loudness {
    Normalised, ///< the loudest sample is at −1 dB of full scale
    AsPlayed,   ///< as the synthesizer made it; what exceeds full scale is cut off
};

/// What an audio file says about itself. Empty fields are not written.
struct AudioTags {
    std::string title;   ///< empty: the piece's own
    std::string artist;  ///< empty: the piece's composer
    std::string comment; ///< for example the model, the seed and the settings of a take
};

struct AudioOptions {
    std::optional<std::filesystem::path> soundFont{};
    WavSamples wavSamples{WavSamples::Int16};
    Loudness loudness{Loudness::Normalised};
    double quality{0.6}; ///< of Ogg Vorbis and MP3, 0…1
    AudioTags tags{};
};

/// Renders and writes audio in the format of the target's ending (.wav, .flac, .ogg, .mp3), atomically: what was there
/// before stays until the new file is complete. Fails with NoSoundFont, Unsupported, NotWritable, DiskFull or Cancelled
/// and leaves nothing behind.
[[nodiscard]] Result<void> exportAudio(const midi::Piece& piece, const std::filesystem::path& target,
                                       const AudioOptions& options, std::stop_token stop = {},
                                       const ProgressSink& progress = {});

[[nodiscard]] Result<void> exportAudio(const midi::Piece& piece, const std::filesystem::path& target,
                                       std::optional<std::filesystem::path> soundFont = {}, std::stop_token stop = {},
                                       const ProgressSink& progress = {});

} // namespace cadenza::exporting
