#include "app/cli/command.h"
#include "core/export/export.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <optional>

namespace cadenza::app {
namespace {

struct Options {
    std::string file;
    std::string out;
    std::string soundFont;
};

Result<void> render(const Options& options, std::stop_token stop)
{
    const auto piece = readPiece(options.file);
    if (!piece)
        return std::unexpected(piece.error());
    std::optional<std::filesystem::path> soundFont;
    if (!options.soundFont.empty())
        soundFont = options.soundFont;
    return exporting::exportAudio(*piece, options.out, soundFont, stop);
}

} // namespace

void addRenderCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("render", "Turn a MIDI file into audio");
    command->add_option("FILE", options->file, "MIDI file")->required();
    command->add_option("--out", options->out, "Audio file to write; its ending chooses the format")->required();
    command->add_option("--soundfont", options->soundFont, "SoundFont (.sf2 or .sf3) instead of the one found");
    command->callback([options, &context] {
        if (const auto done = render(*options, context.stop); !done)
            report(context, done.error());
    });
}

} // namespace cadenza::app
