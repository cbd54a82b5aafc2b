#include "app/cli/command.h"
#include "core/base/explain.h"

#include <CLI/CLI.hpp>

#include <iomanip>
#include <iostream>
#include <memory>

namespace cadenza::app {
namespace {

struct Options {
    std::vector<std::string> paths;
    bool json{false};
};

void printTable(const library::Library& library)
{
    for (const auto& entry : library.entries)
        std::cout << std::left << std::setw(16) << entry.composer << ' ' << std::setw(40) << entry.title << ' '
                  << std::right << std::setw(7) << entry.notes << " notes " << std::setw(6)
                  << static_cast<int>(entry.length.count()) << " s\n";
    std::cout << library.entries.size() << " pieces, " << library.composerCount() << " composers, "
              << library.noteCount() << " notes, " << static_cast<int>(library.length().count()) << " s\n";
    for (const auto& skipped : library.skipped)
        std::cerr << "skipped: " << explain(skipped.error) << '\n';
}

void run(const Options& options, CommandContext& context)
{
    const auto library = openLibrary(options.paths, context.stop);
    if (!library)
        return report(context, library.error());
    if (!options.json)
        return printTable(*library);
    printJsonLine({{"pieces", library->entries.size()},
                   {"composers", library->composerCount()},
                   {"notes", library->noteCount()},
                   {"seconds", library->length().count()},
                   {"skipped", library->skipped.size()}});
}

} // namespace

void addLibraryCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("library", "Count the pieces, composers and notes of a collection");
    command->add_option("PATH", options->paths, "MIDI files, folders, zips, or “starter”")->required();
    command->add_flag("--json", options->json, "One JSON object");
    command->callback([options, &context] { run(*options, context); });
}

} // namespace cadenza::app
