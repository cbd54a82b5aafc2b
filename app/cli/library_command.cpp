#include "app/cli/command.h"
#include "core/base/explain.h"
#include "core/library/duplicates.h"
#include "core/library/statistics.h"

#include <CLI/CLI.hpp>

#include <iomanip>
#include <iostream>
#include <map>
#include <memory>
#include <utility>

namespace cadenza::app {
namespace {

struct Options {
    std::vector<std::string> paths;
    bool duplicates{false};
    bool json{false};
};

/// What one composer's pieces add up to.
struct Share {
    std::size_t pieces{0};
    std::size_t notes{0};
    double seconds{0.0};
};

nlohmann::ordered_json sharesOf(const library::Library& library)
{
    std::map<std::string, Share> shares;
    for (const auto& entry : library.entries) {
        Share& share = shares[entry.composer];
        ++share.pieces;
        share.notes += entry.notes;
        share.seconds += entry.length.count();
    }
    auto json = nlohmann::ordered_json::array();
    for (const auto& [composer, share] : shares)
        json.push_back(
            {{"composer", composer}, {"pieces", share.pieces}, {"notes", share.notes}, {"seconds", share.seconds}});
    return json;
}

nlohmann::ordered_json statisticsJson(const library::Statistics& statistics)
{
    return {{"onsets", statistics.onsets},
            {"chords", statistics.chords},
            {"distinctWords", statistics.distinctWords},
            {"gridFit", statistics.grid.share()},
            {"key", statistics.key.name()},
            {"keyMargin", statistics.key.margin},
            {"meanTempoBpm", statistics.meanTempoBpm},
            {"meanPolyphony", statistics.meanPolyphony},
            {"mostPolyphony", statistics.mostPolyphony},
            {"meanVelocity", statistics.meanVelocity()},
            {"velocityDeviation", statistics.velocityDeviation()},
            {"drumNotes", statistics.drumNotes}};
}

nlohmann::ordered_json duplicatesJson(const library::Library& library, std::stop_token stop)
{
    auto json = nlohmann::ordered_json::array();
    for (const auto& pair : library::findDuplicates(library, std::move(stop)))
        json.push_back({{"first", library.entries[pair.first].id},
                        {"second", library.entries[pair.second].id},
                        {"likeness", library::nameOf(pair.likeness)},
                        {"transposition", pair.transposition},
                        {"shared", pair.shared}});
    return json;
}

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
    nlohmann::ordered_json json{
        {"pieces", library->entries.size()},  {"composers", library->composerCount()},
        {"notes", library->noteCount()},      {"seconds", library->length().count()},
        {"skipped", library->skipped.size()}, {"statistics", statisticsJson(library::statisticsOf(*library))},
        {"perComposer", sharesOf(*library)}};
    if (options.duplicates)
        json["duplicates"] = duplicatesJson(*library, context.stop);
    printJsonLine(json);
}

} // namespace

void addLibraryCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("library", "Count the pieces, composers and notes of a collection");
    command->add_option("PATH", options->paths, "MIDI files, folders, zips, or “starter”")->required();
    command->add_flag("--duplicates", options->duplicates, "With --json: pieces that are the same music");
    command->add_flag("--json", options->json, "One JSON object");
    command->callback([options, &context] { run(*options, context); });
}

} // namespace cadenza::app
