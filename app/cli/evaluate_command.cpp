#include "app/cli/command.h"
#include "core/model/network.h"
#include "core/training/evaluation.h"
#include "core/training/trainer.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace cadenza::app {
namespace {

struct Options {
    std::string model;
    std::vector<std::string> paths;
    std::string split;
    std::string part{"test"};
    int recall{encoding::kRecallAll};
    bool json{false};
};

nlohmann::ordered_json jsonOf(const training::Evaluation& evaluation)
{
    const training::Tally& tally = evaluation.tally;
    return {{"notes", static_cast<std::size_t>(tally.notes)},
            {"nllPerNote", tally.nllPerNote()},
            {"nll",
             {{"step", tally.step / tally.notes},
              {"pitch", tally.pitch / tally.notes},
              {"duration", tally.duration / tally.notes},
              {"velocity", tally.velocity / tally.notes},
              {"tempo", tally.tempo / tally.notes},
              {"part", tally.part / tally.notes},
              {"pedal", tally.pedal / tally.notes}}},
            {"accuracy",
             {{"step", tally.stepRight / tally.notes},
              {"pitch", tally.pitchRight / tally.notes},
              {"duration", tally.durationRight / tally.notes},
              {"velocity", tally.velocityRight / tally.notes}}},
            {"baselineAccuracy",
             {{"step", evaluation.baseline.step},
              {"pitch", evaluation.baseline.pitch},
              {"duration", evaluation.baseline.duration},
              {"velocity", evaluation.baseline.velocity}}}};
}

/// All of them, or those that stand in one part of a split.
Result<std::vector<library::Entry>> entriesFor(const Options& options, std::vector<library::Entry> entries)
{
    if (options.split.empty())
        return entries;
    const auto split = training::Split::read(options.split);
    if (!split)
        return std::unexpected(split.error());
    const auto part = training::splitPartNamed(options.part);
    if (!part)
        return failure(Fault::InvalidSetting, "--part");
    return split->entriesIn(*part, entries);
}

Result<training::Evaluation> evaluate(const Options& options, std::stop_token stop)
{
    const auto model = model::readModel(resolveModel(options.model));
    if (!model)
        return std::unexpected(model.error());
    auto library = openLibrary(options.paths, stop);
    if (!library)
        return std::unexpected(library.error());
    training::TrainingConfig config;
    config.shape = (*model)->shape;
    const auto entries = entriesFor(options, std::move(library->entries));
    if (!entries)
        return std::unexpected(entries.error());
    const auto corpus = training::makeCorpus(*entries, config, stop);
    if (!corpus)
        return std::unexpected(corpus.error());
    return training::evaluate(model::Network(*model), **corpus, stop, {}, options.recall);
}

void run(const Options& options, CommandContext& context)
{
    const auto evaluation = evaluate(options, context.stop);
    if (!evaluation)
        return report(context, evaluation.error());
    if (options.json)
        return printJsonLine(jsonOf(*evaluation));
    std::cout << evaluation->tally.nllPerNote() << " nats per note over "
              << static_cast<std::size_t>(evaluation->tally.notes) << " notes\n";
}

} // namespace

void addEvaluateCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("evaluate", "Measure how well a model foresees music");
    command->add_option("MODEL", options->model, "Model file (.safetensors), or “builtin”")->required();
    command->add_option("PATH", options->paths, "MIDI files, folders, zips, or “starter”")->required();
    command->add_option("--split", options->split, "CSV with columns file, work, part (train, valid, test)");
    command->add_option("--part", options->part, "Of the split")->check(CLI::IsMember({"train", "valid", "test"}));
    command->add_option("--recall", options->recall, "Notes of an earlier passage that may be recalled; 64: any number")
        ->check(CLI::Range(0, encoding::kRecallAll));
    command->add_flag("--json", options->json, "One JSON object");
    command->callback([options, &context] { run(*options, context); });
}

} // namespace cadenza::app
