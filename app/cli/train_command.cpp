#include "app/cli/command.h"
#include "core/base/explain.h"
#include "core/ml/loader.h"
#include "core/model/model.h"
#include "core/training/presets.h"
#include "core/training/trainer.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iomanip>
#include <iostream>
#include <memory>

namespace cadenza::app {
namespace {

struct Options {
    std::vector<std::string> paths;
    std::string out;
    std::string preset{"quick"};
    std::vector<std::string> composers;
    std::optional<double> epochs;
    std::optional<double> minutes;
    std::string device{"cpu"};
    std::uint64_t randomSeed{1};
    bool json{false};
};

nlohmann::ordered_json jsonOf(const training::TrainingReport& report)
{
    const training::Tally& figures = report.valid ? *report.valid : report.train;
    const double notes = std::max(figures.notes, 1.0);
    nlohmann::ordered_json line{{"epoch", report.epoch},
                                {"notes", report.notes},
                                {"seconds", report.seconds},
                                {"trainNll", report.trainNll},
                                {"validNll", nullptr}};
    if (report.valid)
        line["validNll"] = report.valid->nllPerNote();
    line["nll"] = {{"step", figures.step / notes},
                   {"pitch", figures.pitch / notes},
                   {"duration", figures.duration / notes},
                   {"velocity", figures.velocity / notes},
                   {"tempo", figures.tempo / notes}};
    line["accuracy"] = {{"step", figures.stepRight / notes},
                        {"pitch", figures.pitchRight / notes},
                        {"duration", figures.durationRight / notes},
                        {"velocity", figures.velocityRight / notes}};
    line["notesPerSecond"] = report.notesPerSecond;
    line["peakMemoryMB"] = report.peakMemoryMB;
    return line;
}

void printReport(const training::TrainingReport& report)
{
    std::cout << std::fixed << std::setprecision(1) << "\repoch " << report.epoch << "  " << report.seconds << " s  "
              << std::setprecision(3) << report.trainNll << " nats per note";
    if (report.valid)
        std::cout << ", held out " << report.valid->nllPerNote() << '\n';
    std::cout << std::flush;
}

void keepComposers(library::Library& library, const std::vector<std::string>& wanted)
{
    if (!wanted.empty())
        std::erase_if(library.entries, [&](const library::Entry& entry) {
            return std::ranges::find(wanted, entry.composer) == wanted.end();
        });
}

training::TrainingConfig configFrom(const Options& options, std::size_t notes)
{
    auto config = training::configFor(*training::presetNamed(options.preset), notes);
    if (options.epochs) {
        config.epochs = options.epochs;
        config.time.reset();
    } else if (options.minutes) {
        config.epochs.reset();
        config.time = std::chrono::duration<double>(*options.minutes * 60.0);
    }
    config.randomSeed = options.randomSeed;
    config.device = options.device == "cuda" ? training::Device::Cuda : training::Device::Cpu;
    return config;
}

Result<void> run(const Options& options, const CommandContext& context)
{
    auto library = openLibrary(options.paths, context.stop);
    if (!library)
        return std::unexpected(library.error());
    keepComposers(*library, options.composers);
    if (library->entries.empty())
        return failure(Fault::NoMusic, options.composers.front(), "no piece by this composer");

    const auto config = configFrom(options, library->noteCount());
    const auto corpus = training::makeCorpus(library->entries, config, context.stop);
    if (!corpus)
        return std::unexpected(corpus.error());
    const auto observe = [&](const training::TrainingReport& report) {
        if (options.json)
            printJsonLine(jsonOf(report));
        else
            printReport(report);
    };
    const auto outcome = training::train(ml::learnerFactory(), config, *corpus, context.stop, observe);
    if (!outcome)
        return std::unexpected(outcome.error());
    return model::writeModel(options.out, *outcome->model);
}

} // namespace

void addTrainCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("train", "Train a model on a collection");
    command->add_option("PATH", options->paths, "MIDI files, folders, zips, or “starter”")->required();
    command->add_option("--out", options->out, "Model file to write (.safetensors)")->required();
    command->add_option("--preset", options->preset, "How long and how large")
        ->check(CLI::IsMember({"quick", "standard", "thorough"}));
    command->add_option("--composer", options->composers, "Only pieces by this composer; may be repeated");
    auto* epochs =
        command->add_option("--epochs", options->epochs, "Passes over the music")->check(CLI::PositiveNumber);
    command->add_option("--minutes", options->minutes, "Time to train for")
        ->check(CLI::PositiveNumber)
        ->excludes(epochs);
    command->add_option("--device", options->device, "Where to compute")->check(CLI::IsMember({"cpu", "cuda"}));
    command->add_option("--random-seed", options->randomSeed, "The same seed gives the same model");
    command->add_flag("--json", options->json, "One JSON object a report");
    command->callback([options, &context] {
        if (const auto done = run(*options, context); !done)
            report(context, done.error());
    });
}

} // namespace cadenza::app
