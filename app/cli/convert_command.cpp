#include "app/cli/classic_streams.h"
#include "app/cli/command.h"
#include "core/base/file.h"
#include "core/export/export.h"
#include "core/export/musicxml.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cctype>
#include <memory>
#include <optional>
#include <sstream>

namespace cadenza::app {
namespace {

struct Options {
    std::string file;
    std::string out;
    int midiFormat{1};
    std::size_t first{0};
    std::optional<std::size_t> count;
};

std::string endingOf(const std::filesystem::path& file)
{
    std::string ending = file.extension().string();
    std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return std::tolower(c); });
    return ending;
}

/// All notes, or those that are asked for.
Result<midi::Piece> musicFor(const Options& options)
{
    auto piece = readPiece(options.file);
    if (!piece || (options.first == 0 && !options.count))
        return piece;
    const std::size_t notes = piece->noteCount();
    if (options.first >= notes || options.count.value_or(1) > notes - options.first)
        return failure(Fault::InvalidSetting, "--first " + std::to_string(options.first),
                       "the piece has " + std::to_string(notes) + " notes");
    return midi::excerpt(*piece, options.first, options.count.value_or(notes - options.first));
}

/// The tokens of the Classic model as a table.
Result<void> convertToClassic(const Options& options)
{
    if (options.first > 0 || options.count)
        return failure(Fault::InvalidSetting, "--first and --count", "the Classic stream is of the whole file");
    const auto bytes = readFile(options.file);
    if (!bytes)
        return std::unexpected(bytes.error());
    const auto tokens = classicStreamOf(*bytes);
    if (!tokens) {
        Error error = tokens.error();
        error.subject = options.file;
        return std::unexpected(std::move(error));
    }
    std::ostringstream table;
    printClassicStream(*tokens, table);
    return writeOver(options.out, [&] { return writeFileAtomically(options.out, table.str()); });
}

Result<void> convert(const Options& options)
{
    const std::string ending = endingOf(options.out);
    if (ending == ".csv")
        return convertToClassic(options);
    const auto piece = musicFor(options);
    if (!piece)
        return std::unexpected(piece.error());
    return writeOver(options.out, [&] {
        return ending == ".mid" || ending == ".midi"
                   ? exporting::exportMidi(*piece, options.out, static_cast<midi::MidiFormat>(options.midiFormat))
                   : exporting::exportMusicXml(*piece, options.out);
    });
}

} // namespace

void addConvertCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<Options>();
    auto* command =
        app.add_subcommand("convert", "Turn a MIDI file into sheet music (MusicXML), a clean MIDI file, or the tokens "
                                      "of the Classic model (CSV)");
    command->add_option("FILE", options->file, "MIDI file")->required();
    command->add_option("--out", options->out, "File to write: .musicxml, .xml, .mid or .csv")->required();
    command->add_option("--first", options->first, "First note to keep, from 0");
    command->add_option("--count", options->count, "Notes to keep; to the end when not given")
        ->check(CLI::PositiveNumber);
    command->add_option("--format", options->midiFormat, "Of a MIDI file: 0 for one track, 1 for a track per part")
        ->check(CLI::Range(0, 1));
    command->callback([options, &context] {
        if (const auto done = convert(*options); !done)
            report(context, done.error());
    });
}

} // namespace cadenza::app
