#include "app/cli/command.h"
#include "app/cli/generation_flags.h"
#include "app/cli/split_part.h"
#include "core/generation/seed_experiment.h"
#include "core/library/piece_loading.h"
#include "core/model/network.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <memory>

namespace cadenza::app {
namespace {

struct Options {
    std::string model;
    std::vector<std::string> paths;
    std::string split;
    std::string part{"test"};
    std::size_t seeds{200};
    std::size_t notes{500};
    std::uint64_t randomSeed{1};
    bool surprise{false};
    GenerationFlags dials;
    bool json{false};
};

constexpr double kLoopTurns = 3.0;

using Group = std::vector<generation::SeedOutcome>;

nlohmann::ordered_json jsonOf(const generation::SeedOutcome& outcome, const char* kind)
{
    nlohmann::ordered_json reasons;
    for (const auto& reason : outcome.window.reasons)
        reasons[reason.name] = reason.value;
    return {{"seed", kind},
            {"piece", outcome.piece->title},
            {"first", outcome.window.first},
            {"score", outcome.window.score},
            {"reasons", reasons},
            {"interventions", outcome.interventions},
            {"loopTurns", outcome.loopTurns},
            {"onBeat", outcome.onBeat},
            {"inside", outcome.inside}};
}

nlohmann::ordered_json jsonOf(const generation::Difference& difference)
{
    return {{"mean", difference.mean}, {"from", difference.from}, {"to", difference.to}};
}

nlohmann::ordered_json summaryOf(const Group& group)
{
    const auto count = static_cast<double>(group.size());
    double interventions = 0.0, onBeat = 0.0;
    for (const auto& outcome : group) {
        interventions += outcome.interventions / count;
        onBeat += outcome.onBeat / count;
    }
    const auto loops = std::ranges::count_if(group, [](const auto& outcome) { return outcome.loopTurns > kLoopTurns; });
    const auto inside = std::ranges::count_if(group, &generation::SeedOutcome::inside);
    return {{"takes", group.size()},
            {"interventionsPerTake", interventions},
            {"looping", static_cast<double>(loops) / count},
            {"onBeat", onBeat},
            {"inside", static_cast<double>(inside) / count}};
}

Result<generation::SeedExperiment> experiment(const Options& options, std::stop_token stop)
{
    const auto model = model::readModel(resolveModel(options.model));
    if (!model)
        return std::unexpected(model.error());
    const auto settings = options.dials.settings((*model)->composers);
    if (!settings)
        return std::unexpected(settings.error());
    auto library = openLibrary(options.paths, stop);
    if (!library)
        return std::unexpected(library.error());
    auto entries = entriesOfPart(std::move(library->entries), options.split, options.part);
    if (!entries)
        return std::unexpected(entries.error());
    library->entries = std::move(*entries);
    if (const auto loaded = library::loadPieces(*library, stop); !loaded)
        return std::unexpected(loaded.error());
    std::vector<std::shared_ptr<const midi::Piece>> pieces;
    for (const auto& entry : library->entries)
        pieces.push_back(entry.piece);
    const auto choice = options.surprise ? generation::SeedChoice::MusicAndSurprise : generation::SeedChoice::Music;
    return generation::tryBestSeeds(model::Network(*model), pieces, choice, *settings, options.seeds, options.notes,
                                    options.randomSeed, stop);
}

void run(const Options& options, CommandContext& context)
{
    const auto done = experiment(options, context.stop);
    if (!done)
        return report(context, done.error());
    const nlohmann::ordered_json summary{{"best", summaryOf(done->best)},
                                         {"random", summaryOf(done->random)},
                                         {"realInside", done->realInside},
                                         {"interventions", jsonOf(done->interventions())},
                                         {"inside", jsonOf(done->inside())}};
    if (!options.json) {
        std::cout << summary.dump(2) << '\n';
        return;
    }
    for (const auto& [group, kind] : {std::pair(&done->best, "best"), std::pair(&done->random, "random")})
        for (const auto& outcome : *group)
            printJsonLine(jsonOf(outcome, kind));
    printJsonLine(summary);
}

} // namespace

void addExperimentCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("experiment", "Whether takes on the best seeds of a collection are better than "
                                                     "takes on windows at random");
    command->add_option("MODEL", options->model, "Model file (.safetensors), or “builtin”")->required();
    command->add_option("PATH", options->paths, "MIDI files, folders, zips, “starter” or “ensembles”")->required();
    command->add_option("--split", options->split, "CSV with columns file, work, part (train, valid, test)");
    command->add_option("--part", options->part, "Of the split")->check(CLI::IsMember({"train", "valid", "test"}));
    command->add_option("--seeds", options->seeds, "Of each kind")->check(CLI::Range(1, 10000));
    command->add_option("--notes", options->notes, "Notes of each take")->check(CLI::Range(100, 10000));
    command->add_option("--random-seed", options->randomSeed, "Decides the windows at random and the takes");
    command->add_flag("--surprise", options->surprise, "Let the model's surprise speak for a seed too");
    options->dials.addTo(*command);
    command->add_flag("--json", options->json, "One JSON object a take, then one for all");
    command->callback([options, &context] { run(*options, context); });
}

} // namespace cadenza::app
