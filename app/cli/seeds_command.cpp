#include "app/cli/command.h"
#include "app/cli/ranked_seeds.h"

#include <CLI/CLI.hpp>

#include <iomanip>
#include <iostream>
#include <memory>

namespace cadenza::app {
namespace {

struct Options {
    std::vector<std::string> paths;
    std::size_t top{10};
    std::size_t notes{seeds::kDefaultSeedNotes};
    bool json{false};
};

void print(const RankedSeed& seed, bool json)
{
    if (json) {
        nlohmann::ordered_json reasons;
        for (const auto& reason : seed.window.reasons)
            reasons[reason.name] = reason.value;
        return printJsonLine({{"piece", seed.entry->id},
                              {"first", seed.window.first},
                              {"notes", seed.window.count},
                              {"score", seed.window.score},
                              {"reasons", reasons}});
    }
    std::cout << std::fixed << std::setprecision(2) << seed.window.score << "  " << seed.entry->composer << ", "
              << seed.entry->title << ", from note " << seed.window.first << '\n';
}

void run(const Options& options, CommandContext& context)
{
    const auto library = openLibrary(options.paths, context.stop);
    if (!library)
        return report(context, library.error());
    const auto ranked = rankSeeds(*library, options.top, options.notes);
    if (ranked.empty())
        return report(context, {Fault::TooLittleMusic,
                                options.paths.front(),
                                "no piece has " + std::to_string(options.notes) + " notes",
                                {}});
    for (const auto& seed : ranked)
        print(seed, options.json);
}

} // namespace

void addSeedsCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("seeds", "Find the passages most worth continuing");
    command->add_option("PATH", options->paths, "MIDI files, folders, zips, or “starter”")->required();
    command->add_option("--top", options->top, "How many to show")->check(CLI::Range(1, 100000));
    command->add_option("--notes", options->notes, "Length of a seed")->check(CLI::Range(16, 256));
    command->add_flag("--json", options->json, "One JSON object a seed");
    command->callback([options, &context] { run(*options, context); });
}

} // namespace cadenza::app
