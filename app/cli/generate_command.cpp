#include "app/cli/command.h"
#include "app/cli/generation_flags.h"
#include "app/cli/originality_json.h"
#include "app/cli/seed_argument.h"
#include "core/base/file.h"
#include "core/export/export.h"
#include "core/generation/generator.h"
#include "core/generation/measures.h"
#include "core/generation/settings_json.h"
#include "core/model/network.h"
#include "core/originality/fingerprint_index.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iomanip>
#include <iostream>
#include <memory>
#include <numeric>
#include <span>
#include <sstream>
#include <system_error>

namespace cadenza::app {
namespace {

struct Options {
    std::string model;
    std::string seed;
    std::vector<std::string> library; ///< that `best:N` chooses from
    std::size_t seedNotes{64};
    std::size_t notes{200};
    std::size_t takes{1};
    std::uint64_t randomSeed{1};
    GenerationFlags dials;
    std::string settingsOut;
    std::string out;
    bool withoutSeed{false};
    bool json{false};
};

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

nlohmann::ordered_json measuresOf(const generation::Take& take)
{
    const generation::Measures measured = generation::measure(take.piece, take.seedNotes);
    nlohmann::ordered_json object;
    for (const auto& [name, measure] : generation::kMeasures)
        object[name] = measured.*measure;
    return object;
}

nlohmann::ordered_json interventionsOf(const generation::Take& take)
{
    using enum generation::InterventionKind;
    const auto count = [&](generation::InterventionKind kind) {
        return std::ranges::count(take.interventions, kind, &generation::Intervention::kind);
    };
    return {{"weighed", count(Weighed)}, {"warmed", count(Warmed)}, {"takenBack", count(TakenBack)}};
}

nlohmann::ordered_json jsonOf(const generation::Take& take, const std::filesystem::path& path,
                              const nlohmann::ordered_json& originality)
{
    const double surprise = std::accumulate(take.surprise.begin(), take.surprise.end(), 0.0);
    return {{"file", path.string()},
            {"take", take.index},
            {"notes", take.events.size()},
            {"seedNotes", take.seedNotes},
            {"randomSeed", take.randomSeed},
            {"model", take.modelHash},
            {"surprise", surprise / static_cast<double>(take.surprise.size())},
            {"interventions", interventionsOf(take)},
            {"measures", measuresOf(take)},
            {"originality", originality},
            {"settings", nlohmann::ordered_json::parse(generation::toJson(take.settings))}};
}

/// What the takes owe to the training music, beside what people's music does; null where the model cannot tell.
std::vector<nlohmann::ordered_json> originalityOf(std::span<const generation::Take> takes, const model::Model& model)
{
    std::vector<nlohmann::ordered_json> objects(takes.size());
    if (!model.fingerprints)
        return objects;
    const originality::FingerprintIndex index(model.fingerprints);
    for (std::size_t i = 0; i < takes.size(); ++i) {
        objects[i] = app::jsonOf(resemblanceOf(index, takes[i].events));
        objects[i]["human"] = humanBaselineOf(*model.fingerprints);
    }
    return objects;
}

Result<void> writeTakes(std::span<const generation::Take> takes, const Options& options, const model::Model& model)
{
    if (auto made = makeFolder(options.out); !made)
        return made;
    std::vector<nlohmann::ordered_json> originality(takes.size());
    if (options.json)
        originality = originalityOf(takes, model);
    for (std::size_t i = 0; i < takes.size(); ++i) {
        const generation::Take& take = takes[i];
        const auto path = takePath(options.out, take.index);
        const auto& piece = take.piece;
        const auto music = take.settings.includeSeed
                               ? piece
                               : midi::excerpt(piece, take.seedNotes, piece.noteCount() - take.seedNotes);
        if (auto written = exporting::exportMidi(music, path); !written)
            return written;
        if (options.json)
            printJsonLine(jsonOf(take, path, originality[i]));
        else
            std::cout << path.string() << '\n';
    }
    return {};
}

Result<void> run(const Options& options, const CommandContext& context)
{
    const auto model = model::readModel(resolveModel(options.model));
    if (!model)
        return std::unexpected(model.error());
    auto settings = options.dials.settings((*model)->composers);
    if (!settings)
        return std::unexpected(settings.error());
    settings->includeSeed = settings->includeSeed && !options.withoutSeed;
    const auto seed = seedFromArgument(options.seed, options.seedNotes, options.library, context.stop);
    if (!seed)
        return std::unexpected(seed.error());
    if (!options.settingsOut.empty())
        if (auto written = writeFileAtomically(options.settingsOut, generation::toJson(*settings) + '\n'); !written)
            return written;
    const model::Network network(*model);
    const auto takes =
        generation::generate(network, *seed, *settings, options.notes, options.takes, options.randomSeed, context.stop);
    if (!takes)
        return std::unexpected(takes.error());
    return writeTakes(*takes, options, **model);
}

} // namespace

void addGenerateCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("generate", "Continue a seed");
    command->add_option("MODEL", options->model, "Model file (.safetensors), or “builtin”")->required();
    command
        ->add_option("--seed", options->seed,
                     "FILE, FILE:FIRSTNOTE (from 0), starter:N (the best seed of piece N of the starter collection), "
                     "or best:N (the N-th best seed of --library, from 0)")
        ->required();
    command->add_option("--library", options->library, "MIDI files, folders and zips that best:N chooses from");
    command->add_option("--seed-notes", options->seedNotes, "Length of the seed")->check(CLI::Range(1, 4096));
    command->add_option("--notes", options->notes, "Notes to make")->check(CLI::Range(1, 100000));
    command->add_option("--takes", options->takes, "Continuations to make")->check(CLI::Range(1, 64));
    command->add_option("--random-seed", options->randomSeed, "The same seed gives the same takes");
    options->dials.addTo(*command);
    command->add_option("--settings-out", options->settingsOut, "JSON file to write the settings to, for --settings");
    command->add_option("--out", options->out, "Folder for take-01.mid, take-02.mid …")->required();
    command->add_flag("--without-seed", options->withoutSeed, "Leave the seed out of the files");
    command->add_flag("--json", options->json, "One JSON object a take");
    command->callback([options, &context] {
        if (const auto done = run(*options, context); !done)
            report(context, done.error());
    });
}

} // namespace cadenza::app
