#include "app/cli/command.h"
#include "app/cli/split_part.h"
#include "core/encoding/encoder.h"
#include "core/library/piece_loading.h"
#include "core/model/model.h"
#include "core/model/sha256.h"
#include "core/training/training_trace.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <set>

namespace cadenza::app {
namespace {

struct Options {
    std::string model;
    std::vector<std::string> paths;
    std::string split;
    std::string out;
    bool half{false};
};

/// The pieces that a model's card names, and those that were held out, as an index reads them.
struct Music {
    std::vector<originality::SourcePiece> trainedOn;
    std::vector<originality::SourcePiece> heldOut;
};

Result<Music> musicOf(const model::Model& model, const Options& options, std::stop_token stop)
{
    auto library = openLibrary(options.paths, stop);
    if (!library)
        return std::unexpected(library.error());
    if (const auto loaded = library::loadPieces(*library, stop); !loaded)
        return std::unexpected(loaded.error());
    const auto validation = options.split.empty() ? Result<std::vector<library::Entry>>{}
                                                  : entriesOfPart(library->entries, options.split, "valid");
    if (!validation)
        return std::unexpected(validation.error());
    const auto source = [&](const library::Entry& entry) {
        return training::sourcePieceOf(entry, encoding::encode(*entry.piece, model.timeBase));
    };
    const std::set<std::string> wanted(model.card.sourceHashes.begin(), model.card.sourceHashes.end());
    Music music;
    library::SourceReader reader;
    for (const library::Entry& entry : library->entries)
        if (const auto bytes = reader.read(entry); bytes && wanted.contains(model::Sha256().add(*bytes).hex()))
            music.trainedOn.push_back(source(entry));
    for (const library::Entry& entry : *validation)
        music.heldOut.push_back(source(entry));
    return music;
}

Result<void> run(const Options& options, const CommandContext& context)
{
    const auto model = model::readModel(resolveModel(options.model));
    if (!model)
        return std::unexpected(model.error());
    const auto music = musicOf(**model, options, context.stop);
    if (!music)
        return std::unexpected(music.error());
    const std::size_t known = (*model)->card.sourceHashes.size();
    if (music->trainedOn.empty() || music->trainedOn.size() < known)
        return failure(Fault::NoMusic, options.model,
                       std::to_string(music->trainedOn.size()) + " of the " + std::to_string(known)
                           + " pieces that its card names are there");
    model::Model marked = **model;
    marked.fingerprints = training::fingerprintsOf(music->trainedOn, music->heldOut);
    std::cout << marked.fingerprints->pieces().size() << " pieces, " << marked.fingerprints->windows().size()
              << " fingerprints\n";
    return writeOver(options.out, [&] {
        return model::writeModel(options.out, marked,
                                 options.half ? model::Precision::Float16 : model::Precision::Float32);
    });
}

} // namespace

void addFingerprintCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("fingerprint", "Give a model made earlier the fingerprints of its training "
                                                      "music, so that it can tell what it copied");
    command->add_option("MODEL", options->model, "Model file (.safetensors), or “builtin”")->required();
    command->add_option("PATH", options->paths, "Where the music is that the model's card names")->required();
    command->add_option("--split", options->split, "CSV whose validation part shows what music shares anyway");
    command->add_option("--out", options->out, "Model file to write (.safetensors)")->required();
    command->add_flag("--half", options->half, "Write 16-bit weights");
    command->callback([options, &context] {
        if (const auto done = run(*options, context); !done)
            report(context, done.error());
    });
}

} // namespace cadenza::app
