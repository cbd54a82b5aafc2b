#include "app/cli/command.h"
#include "app/cli/originality_json.h"
#include "core/encoding/encoder.h"
#include "core/library/piece_loading.h"
#include "core/model/model.h"
#include "core/originality/fingerprint_index.h"
#include "core/originality/originality_index.h"
#include "core/training/training_trace.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <functional>
#include <iostream>
#include <memory>
#include <span>

namespace cadenza::app {
namespace {

struct Options {
    std::string model;
    std::vector<std::string> files;
    std::vector<std::string> library;
    std::size_t skip{0};
    bool json{false};
};

using Search = std::function<originality::Resemblance(std::span<const encoding::Event>)>;

/// In the music that is at hand, note for note.
Result<Search> searchIn(const std::vector<std::string>& paths, encoding::TimeBase timeBase, std::stop_token stop)
{
    auto library = openLibrary(paths, stop);
    if (!library)
        return std::unexpected(library.error());
    if (const auto loaded = library::loadPieces(*library, stop); !loaded)
        return std::unexpected(loaded.error());
    std::vector<originality::SourcePiece> pieces;
    for (const auto& entry : library->entries)
        pieces.push_back(training::sourcePieceOf(entry, encoding::encode(*entry.piece, timeBase)));
    const auto index = std::make_shared<const originality::OriginalityIndex>(std::move(pieces));
    return [index](std::span<const encoding::Event> events) { return resemblanceOf(*index, events); };
}

/// In what a model remembers of its training music.
Result<Search> searchIn(const model::Model& model, const std::string& name)
{
    if (!model.fingerprints)
        return failure(Fault::NoMusic, name,
                       "the model keeps no fingerprints of its training music: say with --library where the music is");
    const auto index = std::make_shared<const originality::FingerprintIndex>(model.fingerprints);
    return [index](std::span<const encoding::Event> events) { return resemblanceOf(*index, events); };
}

Result<void> examine(const std::string& file, const Options& options, const model::Model& model, const Search& search)
{
    const auto piece = readPiece(file);
    if (!piece)
        return std::unexpected(piece.error());
    const auto stream = encoding::encode(*piece, model.timeBase);
    const auto skipped = std::ranges::lower_bound(stream.noteOf, options.skip) - stream.noteOf.begin();
    const auto events = std::span(stream.events).subspan(static_cast<std::size_t>(skipped));
    if (events.empty())
        return failure(Fault::TooLittleMusic, file, "no notes after the first " + std::to_string(options.skip));
    const auto resemblance = search(events);
    if (!options.json) {
        std::cout << file << ": " << wordsFor(resemblance) << '\n';
        return {};
    }
    nlohmann::ordered_json object{{"file", file}, {"notes", events.size()}};
    object.update(app::jsonOf(resemblance));
    object["human"] = model.fingerprints ? humanBaselineOf(*model.fingerprints) : nullptr;
    printJsonLine(object);
    return {};
}

Result<void> run(const Options& options, const CommandContext& context)
{
    const auto model = model::readModel(resolveModel(options.model));
    if (!model)
        return std::unexpected(model.error());
    const auto search = options.library.empty() ? searchIn(**model, options.model)
                                                : searchIn(options.library, (*model)->timeBase, context.stop);
    if (!search)
        return std::unexpected(search.error());
    for (const std::string& file : options.files)
        if (auto examined = examine(file, options, **model, *search); !examined)
            return examined;
    return {};
}

} // namespace

void addOriginalityCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("originality", "Find what music owes to the music a model was trained on");
    command->add_option("MODEL", options->model, "Model file (.safetensors), or “builtin”")->required();
    command->add_option("FILE", options->files, "MIDI files to look at")->required();
    command->add_option("--library", options->library, "Music to search instead of what the model remembers");
    command->add_option("--skip", options->skip, "Notes to leave out at the beginning: a take's seed");
    command->add_flag("--json", options->json, "One JSON object a file");
    command->callback([options, &context] {
        if (const auto done = run(*options, context); !done)
            report(context, done.error());
    });
}

} // namespace cadenza::app
