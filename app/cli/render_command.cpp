#include "app/cli/command.h"
#include "core/export/export.h"

#include <CLI/CLI.hpp>

#include <cmath>
#include <map>
#include <memory>
#include <optional>

namespace cadenza::app {
namespace {

struct Options {
    std::string file;
    std::string out;
    std::string soundFont;
    exporting::AudioOptions audio;
    bool asPlayed{false};
    bool json{false};
};

/// One JSON line for every full per cent.
ProgressSink printedProgress()
{
    return [last = -1](double fraction, std::string_view) mutable {
        const int percent = static_cast<int>(std::floor(fraction * 100.0));
        if (percent != last)
            printJsonLine({{"progress", percent / 100.0}});
        last = percent;
    };
}

Result<void> render(Options options, std::stop_token stop)
{
    const auto piece = readPiece(options.file);
    if (!piece)
        return std::unexpected(piece.error());
    if (!options.soundFont.empty())
        options.audio.soundFont = options.soundFont;
    if (options.asPlayed)
        options.audio.loudness = exporting::Loudness::AsPlayed;
    return writeOver(options.out, [&] {
        return exporting::exportAudio(*piece, options.out, options.audio, stop,
                                      options.json ? printedProgress() : ProgressSink());
    });
}

} // namespace

void addRenderCommand(CLI::App& app, CommandContext& context)
{
    using enum exporting::WavSamples;
    static const std::map<std::string, exporting::WavSamples> kSamples{{"16", Int16}, {"24", Int24}, {"32f", Float32}};
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("render", "Turn a MIDI file into audio");
    command->add_option("FILE", options->file, "MIDI file")->required();
    command->add_option("--out", options->out, "Audio file to write; its ending chooses the format")->required();
    command->add_option("--soundfont", options->soundFont, "SoundFont (.sf2 or .sf3) instead of the one found");
    command->add_option("--samples", options->audio.wavSamples, "Of a WAV file: 16, 24 or 32f bits")
        ->transform(CLI::CheckedTransformer(kSamples))
        ->option_text("16|24|32f");
    command->add_option("--quality", options->audio.quality, "Of Ogg Vorbis and MP3, 0 to 1")
        ->check(CLI::Range(0.0, 1.0));
    command->add_flag("--as-played", options->asPlayed, "Keep the loudness instead of normalising to -1 dB");
    command->add_option("--title", options->audio.tags.title, "Tag; the piece's own when not given");
    command->add_option("--artist", options->audio.tags.artist, "Tag; the piece's composer when not given");
    command->add_option("--comment", options->audio.tags.comment, "Tag");
    command->add_flag("--json", options->json, "One JSON object a per cent of progress");
    command->callback([options, &context] {
        if (const auto done = render(*options, context.stop); !done)
            report(context, done.error());
    });
}

} // namespace cadenza::app
