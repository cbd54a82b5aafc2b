#include "app/cli/command.h"
#include "core/export/musicxml.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace cadenza::app {
namespace {

struct Options {
    std::string file;
    std::string out;
};

Result<void> convert(const Options& options)
{
    const auto piece = readPiece(options.file);
    if (!piece)
        return std::unexpected(piece.error());
    return exporting::exportMusicXml(*piece, options.out);
}

} // namespace

void addConvertCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("convert", "Turn a MIDI file into sheet music (MusicXML)");
    command->add_option("FILE", options->file, "MIDI file")->required();
    command->add_option("--out", options->out, "Score to write (.musicxml)")->required();
    command->callback([options, &context] {
        if (const auto done = convert(*options); !done)
            report(context, done.error());
    });
}

} // namespace cadenza::app
