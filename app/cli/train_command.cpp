#include "app/cli/command.h"
#include "app/cli/rank.h"
#include "app/cli/train_folder.h"
#include "app/cli/train_settings.h"
#include "app/cli/training_output.h"
#include "core/base/file.h"
#include "core/midi/part_selection.h"
#include "core/ml/loader.h"
#include "core/model/model.h"
#include "core/training/arithmetic_name.h"
#include "core/training/presets.h"
#include "core/training/trainer.h"
#include "core/training/works.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <set>

namespace cadenza::app {
namespace {

struct Options {
    std::vector<std::string> paths;
    std::string out;
    std::string folder;
    std::string kind{"expressive"};
    std::string preset{"quick"};
    ClassicChanges classic;
    std::vector<std::string> composers;
    std::vector<std::string> without;
    std::string parts; ///< as `partSelectionFrom` reads them
    std::string split;
    std::optional<double> epochs;
    std::optional<double> minutes;
    SettingChanges changes;
    std::optional<std::string> device;
    std::optional<std::string> precision;
    bool distributed{false};
    int waitSeconds{300};
    int silenceSeconds{60};
    std::uint64_t randomSeed{1};
    double checkpointSeconds{30.0};
    bool resume{false};
    bool half{false};
    std::string name, licence, attribution;
    bool json{false};
};

void keepComposers(library::Library& library, const std::vector<std::string>& wanted)
{
    if (!wanted.empty())
        std::erase_if(library.entries, [&](const library::Entry& entry) {
            return std::ranges::find(wanted, entry.composer) == wanted.end();
        });
}

training::Device deviceOf(const Options& options)
{
    return options.device == "cuda" ? training::Device::Cuda : training::Device::Cpu;
}

std::optional<training::Arithmetic> arithmeticOf(const Options& options)
{
    return options.precision.and_then(training::arithmeticNamed);
}

training::TrainingConfig configFrom(const Options& options, std::size_t notes)
{
    auto config = options.kind == "classic" ? classicConfigFrom(options.classic)
                                            : training::configFor(*training::presetNamed(options.preset), notes);
    if (options.epochs) {
        config.epochs = options.epochs;
        config.time.reset();
    } else if (options.minutes) {
        config.epochs.reset();
        config.time = std::chrono::duration<double>(*options.minutes * 60.0);
    }
    apply(options.changes, config);
    config.randomSeed = options.randomSeed;
    config.parts = midi::partSelectionFrom(options.parts);
    config.device = deviceOf(options);
    config.arithmetic = arithmeticOf(options).value_or(config.arithmetic);
    return config;
}

/// The pieces asked for, without those of the works that are to be left out.
Result<std::vector<library::Entry>> piecesFor(const Options& options, const std::optional<training::Split>& split,
                                              std::stop_token stop)
{
    auto library = openLibrary(options.paths, stop);
    if (!library)
        return std::unexpected(library.error());
    keepComposers(*library, options.composers);
    if (library->entries.empty())
        return failure(Fault::NoMusic, options.composers.front(), "no piece by this composer");
    if (options.without.empty())
        return std::move(library->entries);
    const auto others = openLibrary(options.without, stop);
    if (!others)
        return std::unexpected(others.error());
    return training::withoutWorksOf(others->entries, library->entries, split);
}

/// The command line that made a model, as its card tells it: no folder of this machine.
std::string commandOf(const CommandContext& context)
{
    std::string command = "cadenza-cli";
    for (const std::string& argument : context.arguments) {
        std::error_code error;
        const std::filesystem::path path(argument);
        const bool isPath = std::filesystem::exists(path, error) || std::filesystem::exists(path.parent_path(), error);
        const std::string word = isPath ? path.filename().string() : argument;
        command += word.find(' ') == std::string::npos ? ' ' + word : " '" + word + '\'';
    }
    return command;
}

Result<void> write(const Options& options, const CommandContext& context, model::Model model)
{
    model.card.name = options.name.empty() ? std::filesystem::path(options.out).stem().string() : options.name;
    model.card.licence = options.licence;
    model.card.attribution = options.attribution;
    model.card.command = commandOf(context);
    return model::writeModel(options.out, model, options.half ? model::Precision::Float16 : model::Precision::Float32);
}

struct Plan {
    training::TrainingConfig config;
    training::CorpusSnapshot corpus;
};

/// What to train on and how. The pieces themselves are gone when it returns: training needs the memory.
Result<Plan> planFor(const Options& options, std::stop_token stop)
{
    std::optional<training::Split> split;
    if (!options.split.empty()) {
        auto read = training::Split::read(options.split);
        if (!read)
            return std::unexpected(read.error());
        split = std::move(*read);
    }
    const auto pieces = piecesFor(options, split, stop);
    if (!pieces)
        return std::unexpected(pieces.error());
    std::size_t notes = 0;
    for (const library::Entry& entry : *pieces)
        notes += entry.notes;
    const auto config = configFrom(options, notes);
    auto corpus = training::makeCorpus(*pieces, config, stop, split);
    if (!corpus)
        return std::unexpected(corpus.error());
    if (const std::size_t left = (*corpus)->withoutParts; left > 0)
        std::cerr << left << (left == 1 ? " piece has" : " pieces have")
                  << " none of these parts and took no part: " << options.parts << '\n';
    return Plan{config, std::move(*corpus)};
}

/// Fails where the model could not be written in the end.
Result<void> checkTarget(const std::filesystem::path& target)
{
    const std::filesystem::path probe = target.string() + ".checkpoint";
    if (std::filesystem::exists(probe))
        return {};
    if (auto written = writeFileAtomically(probe, std::string_view()); !written) {
        written.error().subject = target.string();
        return written;
    }
    std::error_code ignored;
    std::filesystem::remove(probe, ignored);
    return {};
}

/// A training folder says everything but how this machine does it.
elsewhere::FolderTraining folderTraining(const Options& options, const CommandContext& context)
{
    elsewhere::FolderTraining how{.threads = options.changes.threads,
                                  .arithmetic = arithmeticOf(options),
                                  .checkpointEvery = std::chrono::duration<double>(options.checkpointSeconds),
                                  .command = commandOf(context)};
    if (options.device)
        how.device = deviceOf(options);
    return how;
}

training::CheckpointPlan checkpointsFor(const Options& options)
{
    return {.file = options.out + ".checkpoint",
            .every = std::chrono::duration<double>(options.checkpointSeconds),
            .resume = options.resume ? training::Resume::IfThere : training::Resume::No};
}

Result<void> trainAlone(const Options& options, const CommandContext& context)
{
    if (!options.folder.empty())
        return trainFolder(ml::learnerFactory(), options.folder, folderTraining(options, context), options.json,
                           context.stop);
    if (auto writable = checkTarget(options.out); !writable)
        return writable;
    const auto plan = planFor(options, context.stop);
    if (!plan)
        return std::unexpected(plan.error());
    const auto outcome = training::train(ml::learnerFactory(), plan->config, plan->corpus, context.stop,
                                         reportPrinter(options.json), checkpointsFor(options));
    return outcome ? write(options, context, *outcome->model) : std::unexpected(outcome.error());
}

/// One rank of several. All read the music before they meet, so that nobody waits for a slow disk; the first writes.
Result<void> trainOnMusic(const Options& options, const training::Rendezvous& place, const CommandContext& context)
{
    const bool leads = place.rank == 0;
    if (auto writable = leads ? checkTarget(options.out) : Result<void>(); !writable)
        return writable;
    const auto plan = planFor(options, context.stop);
    if (!plan)
        return std::unexpected(plan.error());
    const auto ranks = meetRanks(place, plan->config.device, context.stop);
    if (!ranks)
        return std::unexpected(ranks.error());
    const auto makeLearner = [&](const auto& shape, const auto& config) {
        return (*ranks)->makeLearner(shape, config);
    };
    const auto outcome = training::train(makeLearner, plan->config, plan->corpus, context.stop,
                                         reportPrinter(options.json), checkpointsFor(options), {.ranks = ranks->get()});
    if (!outcome)
        return std::unexpected(outcome.error());
    if (auto written = leads ? write(options, context, *outcome->model) : Result<void>(); !written)
        return written;
    (*ranks)->leave();
    return {};
}

/// The same in a training folder, which all ranks read.
Result<void> trainOnFolder(const Options& options, const training::Rendezvous& place, const CommandContext& context)
{
    std::unique_ptr<ml::RankGroup> ranks;
    auto how = folderTraining(options, context);
    how.leads = place.rank == 0;
    how.meet = [&](training::Device device) -> Result<training::Collective*> {
        auto met = meetRanks(place, device, context.stop);
        if (!met)
            return std::unexpected(met.error());
        ranks = std::move(*met);
        return ranks.get();
    };
    const auto makeLearner = [&](const auto& shape, const auto& config) { return ranks->makeLearner(shape, config); };
    auto done = trainFolder(makeLearner, options.folder, how, options.json, context.stop);
    if (done && ranks)
        ranks->leave();
    return done;
}

Result<void> trainTogether(Options options, const CommandContext& context)
{
    auto place = placeOfThisRank();
    if (!place)
        return std::unexpected(place.error());
    place->patience = std::chrono::seconds(options.waitSeconds);
    place->silence = std::chrono::seconds(options.silenceSeconds);
    if (options.changes.threads.value_or(0) == 0)
        options.changes.threads = threadsForOne(*place);
    return options.folder.empty() ? trainOnMusic(options, *place, context) : trainOnFolder(options, *place, context);
}

/// No other flag goes with a training folder than those of `folderTraining`.
void standAlone(CLI::Option& folder, CLI::App& command)
{
    const std::set<std::string> with{"--folder", "--threads", "--device",      "--precision",      "--checkpoint-every",
                                     "--json",   "--help",    "--distributed", "--wait-for-ranks", "--rank-timeout"};
    for (CLI::Option* other : command.get_options())
        if (!with.contains(other->get_name()))
            folder.excludes(other);
}

void requireMusic(const Options& options)
{
    if (options.folder.empty() && options.paths.empty())
        throw CLI::RequiredError("PATH");
    if (options.folder.empty() && options.out.empty())
        throw CLI::RequiredError("--out");
}

} // namespace

void addTrainCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("train", "Train a model on a collection");
    command->add_option("PATH", options->paths, "MIDI files, folders, zips, “starter” or “ensembles”");
    command->add_option("--out", options->out, "Model file to write (.safetensors)");
    auto* folder =
        command->add_option("--folder", options->folder,
                            "Train as a folder says that “Train elsewhere” wrote, and leave the result in it; "
                            "goes on by itself where it was interrupted");
    command->add_option("--kind", options->kind, "The network: ours, or the published system's three")
        ->check(CLI::IsMember({"expressive", "classic"}));
    command->add_option("--preset", options->preset, "How long and how large; a Classic model has its own settings")
        ->check(CLI::IsMember({"quick", "standard", "thorough"}));
    command->add_option("--composer", options->composers, "Only pieces by this composer; may be repeated");
    auto* epochs =
        command->add_option("--epochs", options->epochs, "Passes over the music")->check(CLI::PositiveNumber);
    command->add_option("--minutes", options->minutes, "Time to train for")
        ->check(CLI::PositiveNumber)
        ->excludes(epochs);
    command->add_option(
        "--parts", options->parts,
        "Train on these parts alone, divided by commas: instruments, families, names or numbers from 1, "
        "such as “bass,strings,violin 2”");
    command->add_option("--without", options->without, "Leave out every work that is also in this PATH");
    command->add_option("--split", options->split, "CSV with columns file, work, part (train, valid, test)");
    addSettings(*command, options->changes);
    addClassicSettings(*command, options->classic);
    command->add_option("--device", options->device, "Where to compute")->check(CLI::IsMember({"cpu", "cuda"}));
    command->add_option("--precision", options->precision, "Of products of matrices; bfloat16 is for GPUs")
        ->check(CLI::IsMember({"float", "bfloat16"}));
    command->add_flag("--distributed", options->distributed,
                      "Be one rank of several: reads MASTER_ADDR, MASTER_PORT, RANK and WORLD_SIZE");
    command->add_option("--wait-for-ranks", options->waitSeconds, "Seconds to wait for the other ranks to start")
        ->check(CLI::PositiveNumber);
    command
        ->add_option("--rank-timeout", options->silenceSeconds,
                     "Seconds without a word after which a rank counts as lost")
        ->check(CLI::PositiveNumber);
    command->add_option("--random-seed", options->randomSeed, "The same seed gives the same model");
    command->add_flag("--resume", options->resume, "Go on from MODEL.checkpoint where there is one");
    command->add_option("--checkpoint-every", options->checkpointSeconds, "Seconds between checkpoints")
        ->check(CLI::PositiveNumber);
    command->add_flag("--half", options->half, "Write 16-bit weights");
    command->add_option("--name", options->name, "Of the model, for its card");
    command->add_option("--licence", options->licence, "Of the model, for its card");
    command->add_option("--attribution", options->attribution, "To whom the music is owed, for its card");
    command->add_flag("--json", options->json, "One JSON object a report");
    standAlone(*folder, *command);
    command->callback([options, &context] {
        requireMusic(*options);
        if (const auto done = options->distributed ? trainTogether(*options, context) : trainAlone(*options, context);
            !done)
            report(context, done.error());
    });
}

} // namespace cadenza::app
