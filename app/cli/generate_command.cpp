#include "app/cli/command.h"
#include "app/cli/seed_argument.h"
#include "core/export/export.h"
#include "core/generation/generator.h"
#include "core/model/network.h"

#include <CLI/CLI.hpp>

#include <iomanip>
#include <iostream>
#include <memory>
#include <optional>
#include <sstream>
#include <system_error>

namespace cadenza::app {
namespace {

struct Options {
    std::string model;
    std::string seed;
    std::size_t seedNotes{64};
    std::size_t notes{200};
    std::size_t takes{1};
    std::uint64_t randomSeed{1};
    std::optional<int> recall;
    double temperature{0.0}; ///< 0: the defaults of each attribute
    std::string out;
    bool withoutSeed{false};
    bool json{false};
};

generation::GenerationSettings settingsFrom(const Options& options)
{
    generation::GenerationSettings settings;
    settings.includeSeed = !options.withoutSeed;
    settings.recall = options.recall.value_or(settings.recall);
    if (options.temperature > 0.0)
        for (auto* attribute : {&settings.step, &settings.part, &settings.pitch, &settings.duration, &settings.velocity,
                                &settings.tempo, &settings.pedal})
            attribute->temperature = options.temperature;
    return settings;
}

std::filesystem::path takePath(const std::filesystem::path& folder, std::size_t index)
{
    std::ostringstream name;
    name << "take-" << std::setw(2) << std::setfill('0') << index + 1 << ".mid";
    return folder / name.str();
}

Result<void> makeFolder(const std::filesystem::path& folder)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        return failure(Fault::NotWritable, folder.string(), error.message());
    return {};
}

Result<void> run(const Options& options, const CommandContext& context)
{
    const auto model = model::readModel(resolveModel(options.model));
    if (!model)
        return std::unexpected(model.error());
    const auto seed = seedFromArgument(options.seed, options.seedNotes, context.stop);
    if (!seed)
        return std::unexpected(seed.error());

    const model::Network network(*model);
    const auto takes = generation::generate(network, *seed, settingsFrom(options), options.notes, options.takes,
                                            options.randomSeed, context.stop);
    if (!takes)
        return std::unexpected(takes.error());
    if (const auto made = makeFolder(options.out); !made)
        return made;
    for (std::size_t i = 0; i < takes->size(); ++i) {
        const generation::Take& take = (*takes)[i];
        const auto path = takePath(options.out, i);
        const auto& piece = take.piece;
        const auto music =
            options.withoutSeed ? midi::excerpt(piece, take.seedNotes, piece.noteCount() - take.seedNotes) : piece;
        if (const auto written = exporting::exportMidi(music, path); !written)
            return written;
        if (options.json)
            printJsonLine({{"file", path.string()}, {"notes", take.events.size()}, {"randomSeed", options.randomSeed}});
        else
            std::cout << path.string() << '\n';
    }
    return {};
}

} // namespace

void addGenerateCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("generate", "Continue a seed");
    command->add_option("MODEL", options->model, "Model file (.safetensors), or “builtin”")->required();
    command
        ->add_option("--seed", options->seed,
                     "FILE, FILE:FIRSTNOTE (from 0), or starter:N, the best seed of piece N of the starter collection")
        ->required();
    command->add_option("--seed-notes", options->seedNotes, "Length of the seed")->check(CLI::Range(1, 4096));
    command->add_option("--notes", options->notes, "Notes to make")->check(CLI::Range(1, 100000));
    command->add_option("--takes", options->takes, "Continuations to make")->check(CLI::Range(1, 64));
    command->add_option("--random-seed", options->randomSeed, "The same seed gives the same takes");
    command->add_option("--recall", options->recall,
                        "Notes of an earlier passage that a take may take up again, 0 to 64");
    command->add_option("--temperature", options->temperature, "One temperature for everything, 0.1 to 4")
        ->check(CLI::Range(0.1, 4.0));
    command->add_option("--out", options->out, "Folder for take-01.mid, take-02.mid …")->required();
    command->add_flag("--without-seed", options->withoutSeed, "Leave the seed out of the files");
    command->add_flag("--json", options->json, "One JSON object a take");
    command->callback([options, &context] {
        if (const auto done = run(*options, context); !done)
            report(context, done.error());
    });
}

} // namespace cadenza::app
