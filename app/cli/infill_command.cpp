#include "app/cli/command.h"
#include "app/cli/generation_flags.h"
#include "app/cli/part_words.h"
#include "app/cli/take_output.h"
#include "core/generation/infill.h"
#include "core/model/network.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <utility>

namespace cadenza::app {
namespace {

struct Options {
    std::string model;
    std::string file;
    generation::InfillRange range;
    std::string parts; ///< as `partSelectionFrom` reads them
    std::size_t candidates{32};
    std::size_t takes{1};
    std::uint64_t randomSeed{1};
    GenerationFlags dials;
    std::string out;
    bool json{false};
};

Result<void> run(const Options& options, const CommandContext& context)
{
    const auto model = model::readModel(resolveModel(options.model));
    if (!model)
        return std::unexpected(model.error());
    const auto settings = options.dials.settings((*model)->composers);
    if (!settings)
        return std::unexpected(settings.error());
    const auto piece = readPiece(options.file);
    if (!piece)
        return std::unexpected(piece.error());
    auto parts = partsNamed(*piece, "--parts", options.parts);
    if (!parts)
        return std::unexpected(std::move(parts.error()));
    const generation::InfillRange range{options.range.first, options.range.notes, std::move(*parts)};
    const auto fillings = generation::infill(model::Network(*model), *piece, range, *settings, options.candidates,
                                             options.takes, options.randomSeed, context.stop);
    if (!fillings)
        return std::unexpected(fillings.error());
    TakeOutput output(options.out, options.json ? TakeOutput::Form::Json : TakeOutput::Form::Lines, **model);
    for (const generation::Infilling& filling : *fillings)
        if (auto written = output.write(filling.take, {{"joining", filling.joining}}); !written)
            return written;
    return {};
}

} // namespace

void addInfillCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("infill", "Draw a stretch of a piece anew so that it joins what follows");
    command->add_option("MODEL", options->model, "Model file (.safetensors), or “builtin”")->required();
    command->add_option("FILE", options->file, "MIDI file")->required();
    command->add_option("--first", options->range.first, "First note (from 0) to be drawn anew")->required();
    command->add_option("--count", options->range.notes, "Notes to be drawn anew; as many come as fit their time")
        ->required();
    command->add_option("--parts", options->parts,
                        "Only the notes of these parts, with all others as they are; divided by commas: instruments, "
                        "families, names or numbers from 1");
    command->add_option("--candidates", options->candidates, "Fillings to choose from")->check(CLI::Range(1, 64));
    command->add_option("--takes", options->takes, "The best of them to write")->check(CLI::Range(1, 64));
    command->add_option("--random-seed", options->randomSeed, "The same seed gives the same fillings");
    options->dials.addTo(*command);
    command->add_option("--out", options->out, "Folder for take-01.mid, take-02.mid …, the best first")->required();
    command->add_flag("--json", options->json, "One JSON object a filling");
    command->callback([options, &context] {
        if (const auto done = run(*options, context); !done)
            report(context, done.error());
    });
}

} // namespace cadenza::app
