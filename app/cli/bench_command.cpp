#include "app/cli/bench/bench.h"
#include "app/cli/command.h"
#include "app/resources.h"
#include "core/lstm/vector_choice.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <iomanip>
#include <iostream>
#include <memory>

namespace cadenza::app {
namespace {

struct Options {
    std::vector<std::string> names;
    std::string music;
    std::string model{"builtin"};
    std::string vectors;
    bool json{false};
};

/// Large collections stand beside the checkout, where there are any; the starter collection is always there.
std::filesystem::path musicFor(const Options& options)
{
    if (!options.music.empty())
        return resolvePaths(std::array{options.music}).front();
    const std::filesystem::path beside = "../shared/data";
    return std::filesystem::is_directory(beside) ? beside : starterFolder();
}

void print(const bench::Figure& figure, bool json)
{
    if (json)
        printJsonLine(
            {{"bench", figure.bench}, {"metric", figure.metric}, {"value", figure.value}, {"unit", figure.unit}});
    else
        std::cout << figure.bench << '.' << std::left << std::setw(28) << figure.metric << ' ' << figure.value << ' '
                  << figure.unit << std::endl;
}

void run(const Options& options, CommandContext& context)
{
    if (!options.vectors.empty())
        if (const auto chosen = lstm::chooseVectors(options.vectors); !chosen)
            return report(context, chosen.error());
    const auto tell = [&](const bench::Figure& figure) { print(figure, options.json); };
    const auto wanted = [&](const char* name) {
        return options.names.empty() || std::ranges::find(options.names, name) != options.names.end();
    };
    if (wanted("midi"))
        if (const auto done = bench::benchMidi(musicFor(options), tell); !done)
            report(context, done.error());
    if (wanted("seeds"))
        if (const auto done = bench::benchSeeds(musicFor(options), tell); !done)
            report(context, done.error());
    if (wanted("lstm"))
        if (const auto done = bench::benchLstm(musicFor(options), tell); !done)
            report(context, done.error());
    if (wanted("generation"))
        if (const auto done = bench::benchGeneration(musicFor(options), tell); !done)
            report(context, done.error());
    if (wanted("ensembles"))
        if (const auto done = bench::benchEnsembles(resolveModel(options.model), tell); !done)
            report(context, done.error());
    if (wanted("project"))
        if (const auto done = bench::benchProject(tell); !done)
            report(context, done.error());
    if (wanted("playback"))
        if (const auto done = bench::benchPlayback(musicFor(options), tell); !done)
            report(context, done.error());
    if (wanted("start"))
        if (const auto done = bench::benchStart(tell); !done)
            report(context, done.error());
    if (std::ranges::find(options.names, "classic") != options.names.end())
        if (const auto done = bench::benchClassic(musicFor(options), tell, options.json ? nullptr : &std::cout); !done)
            report(context, done.error());
    if (std::ranges::find(options.names, "distributed") != options.names.end())
        if (const auto done = bench::benchDistributed(musicFor(options), tell); !done)
            report(context, done.error());
    if (wanted("window"))
        if (const auto done = bench::benchWindow(tell); !done)
            report(context, done.error());
}

} // namespace

void addBenchCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("bench", "Measure speed and memory, beside peers where they are installed");
    command
        ->add_option(
            "NAME", options->names,
            "midi, seeds, lstm, generation, ensembles, playback, project, start, window; all of these when none is "
            "given. "
            "Or classic: the published system's protocol, half an hour; distributed: ranks beside threads, four "
            "minutes")
        ->check(CLI::IsMember({"midi", "seeds", "lstm", "generation", "ensembles", "playback", "project", "start",
                               "window", "classic", "distributed"}));
    command->add_option("--music", options->music, "Collection to measure on");
    command->add_option("--model", options->model, "Model that makes the takes of bench ensembles");
    command->add_option("--vectors", options->vectors, "Kind of vectors to hold to, such as AVX2");
    command->add_flag("--json", options->json, "One JSON object a figure");
    command->callback([options, &context] { run(*options, context); });
}

} // namespace cadenza::app
