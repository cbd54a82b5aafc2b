#include "app/cli/command.h"
#include "app/cli/generation_flags.h"
#include "app/cli/originality_json.h"
#include "app/cli/split_part.h"
#include "core/generation/examination.h"
#include "core/library/piece_loading.h"
#include "core/model/network.h"
#include "core/training/evaluation.h"
#include "core/training/trainer.h"

#include <CLI/CLI.hpp>

#include <cmath>
#include <iomanip>
#include <iostream>
#include <memory>
#include <optional>

namespace cadenza::app {
namespace {

struct Options {
    std::string model;
    std::vector<std::string> paths;
    std::string split;
    std::string part{"test"};
    int recall{encoding::kRecallAll};
    std::size_t takes{0}; ///< to make and to compare with the music; 0: none
    std::size_t takeNotes{250};
    std::uint64_t randomSeed{1};
    std::string settings; ///< JSON file of the takes' settings
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

struct Answer {
    training::Evaluation evaluation;
    std::optional<generation::Examination> examination;
};

Result<generation::Examination> examine(const Options& options, const model::Network& network,
                                        std::vector<library::Entry> entries, std::stop_token stop)
{
    library::Library music{std::move(entries), {}};
    if (const auto loaded = library::loadPieces(music, stop); !loaded)
        return std::unexpected(loaded.error());
    std::vector<std::shared_ptr<const midi::Piece>> pieces;
    for (const auto& entry : music.entries)
        pieces.push_back(entry.piece);
    const auto settings = options.settings.empty()
                              ? Result<generation::GenerationSettings>(generation::GenerationSettings{})
                              : generationSettingsFrom(options.settings);
    if (!settings)
        return std::unexpected(settings.error());
    return generation::examine(network, pieces, *settings, options.takes, options.takeNotes, options.randomSeed, stop);
}

Result<Answer> evaluate(const Options& options, std::stop_token stop)
{
    const auto model = model::readModel(resolveModel(options.model));
    if (!model)
        return std::unexpected(model.error());
    auto library = openLibrary(options.paths, stop);
    if (!library)
        return std::unexpected(library.error());
    training::TrainingConfig config;
    config.shape = (*model)->shape;
    config.validationShare = 0.0;
    if (const auto& classic = (*model)->classic)
        config.classic = training::ClassicSettings{
            .shape = classic->shape, .spelling = classic->vocabulary.spelling, .vocabulary = classic->vocabulary};
    const auto entries = entriesOfPart(std::move(library->entries), options.split, options.part);
    if (!entries)
        return std::unexpected(entries.error());
    const auto corpus = training::makeCorpus(*entries, config, stop);
    if (!corpus)
        return std::unexpected(corpus.error());
    const model::Network network(*model);
    const auto evaluation = training::evaluate(network, **corpus, stop, {}, options.recall);
    if (!evaluation)
        return std::unexpected(evaluation.error());
    Answer answer{*evaluation, {}};
    if (options.takes > 0) {
        auto examination = examine(options, network, *entries, stop);
        if (!examination)
            return std::unexpected(examination.error());
        answer.examination = *examination;
    }
    return answer;
}

nlohmann::ordered_json jsonOf(const generation::Examination::Originality& originality)
{
    nlohmann::ordered_json object{{"copied", originality.copied}, {"human", originality.human}, {"longest", nullptr}};
    if (originality.longest)
        object["longest"] = app::jsonOf(*originality.longest);
    return object;
}

nlohmann::ordered_json jsonOf(const generation::Examination& examination)
{
    nlohmann::ordered_json measures;
    for (std::size_t i = 0; i < generation::kMeasures.size(); ++i) {
        const auto& [generated, real, percentile] = examination.measures[i];
        measures[generation::kMeasures[i].first] = {
            {"generated", generated}, {"real", real}, {"percentile", percentile}};
    }
    nlohmann::ordered_json likeness;
    for (std::size_t i = 0; i < generation::kFeatures.size(); ++i)
        likeness[std::string(nameOf(generation::kFeatures[i]))] = {
            {"klDivergence", examination.likeness[i].klDivergence}, {"overlap", examination.likeness[i].overlap}};
    return {{"takes", examination.takes},
            {"notes", examination.notes},
            {"measures", measures},
            {"likeness", likeness},
            {"insideRange", examination.insideRange},
            {"realInsideRange", examination.realInside},
            {"looping", examination.looping},
            {"interventionsPerTake", examination.interventions},
            {"surprise", examination.surprise},
            {"originality", examination.originality ? jsonOf(*examination.originality) : nullptr}};
}

void print(const generation::Examination& examination)
{
    std::cout << examination.takes << " takes of " << examination.notes
              << " notes: " << std::lround(100 * examination.insideRange) << " % within the range of the music ("
              << std::lround(100 * examination.realInside) << " % of the music itself), "
              << std::lround(100 * examination.looping) << " % loop\n";
    if (examination.originality)
        std::cout << std::setprecision(3) << 100 * examination.originality->copied
                  << " % copied (held-out music: " << 100 * examination.originality->human << " %)\n";
    for (std::size_t i = 0; i < generation::kMeasures.size(); ++i)
        std::cout << "  " << std::left << std::setw(20) << generation::kMeasures[i].first
                  << examination.measures[i].generated << " (music: " << examination.measures[i].real << ")\n";
    for (std::size_t i = 0; i < generation::kFeatures.size(); ++i)
        std::cout << "  " << std::left << std::setw(20) << nameOf(generation::kFeatures[i]) << "overlap "
                  << examination.likeness[i].overlap << ", divergence " << examination.likeness[i].klDivergence << '\n';
}

void run(const Options& options, CommandContext& context)
{
    const auto answer = evaluate(options, context.stop);
    if (!answer)
        return report(context, answer.error());
    if (options.json) {
        auto object = jsonOf(answer->evaluation);
        if (answer->examination)
            object["generated"] = jsonOf(*answer->examination);
        return printJsonLine(object);
    }
    const auto& tally = answer->evaluation.tally;
    std::cout << tally.nllPerNote() << " nats per note over " << static_cast<std::size_t>(tally.notes) << " notes\n";
    if (answer->examination)
        print(*answer->examination);
}

} // namespace

void addEvaluateCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("evaluate", "Measure how well a model foresees music");
    command->add_option("MODEL", options->model, "Model file (.safetensors), or “builtin”")->required();
    command->add_option("PATH", options->paths, "MIDI files, folders, zips, “starter” or “ensembles”")->required();
    command->add_option("--split", options->split, "CSV with columns file, work, part (train, valid, test)");
    command->add_option("--part", options->part, "Of the split")->check(CLI::IsMember({"train", "valid", "test"}));
    command->add_option("--recall", options->recall, "Notes of an earlier passage that may be recalled; 64: any number")
        ->check(CLI::Range(0, encoding::kRecallAll));
    command->add_option("--generate", options->takes, "Takes to make from windows of the music, and to compare with it")
        ->check(CLI::Range(3, 10000));
    command->add_option("--notes", options->takeNotes, "Notes of each take")->check(CLI::Range(16, 10000));
    command->add_option("--settings", options->settings, "JSON file of settings for the takes");
    command->add_option("--random-seed", options->randomSeed, "Decides the windows and the takes");
    command->add_flag("--json", options->json, "One JSON object");
    command->callback([options, &context] { run(*options, context); });
}

} // namespace cadenza::app
