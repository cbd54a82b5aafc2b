#include "app/cli/command.h"
#include "core/project/project_copy.h"
#include "core/project/recovery.h"
#include "core/project/sources.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace cadenza::app {
namespace {

using namespace cadenza::project;
namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

struct Options {
    std::string folder;
    std::string other; ///< a zip, or another folder
    std::string name;
    std::vector<std::string> music;
    bool noMusic{false};
    bool noModels{false};
    bool json{false};
};

/// Words for people, or the object as a line.
void tell(const Options& options, const Json& object, const std::string& words)
{
    if (options.json)
        printJsonLine(object);
    else
        std::cout << words << '\n';
}

std::string counted(std::size_t count, const std::string& what)
{
    return std::to_string(count) + ' ' + what + (count == 1 ? "" : "s");
}

Json pathsOf(const std::vector<fs::path>& paths)
{
    Json list = Json::array();
    for (const fs::path& path : paths)
        list.push_back(path.string());
    return list;
}

/// For looking only, also while the window has it open.
Result<std::unique_ptr<Project>> openToLook(const Options& options)
{
    return Project::open(options.folder, Access::ReadOnly);
}

Result<void> makeNew(const Options& options, std::stop_token stop)
{
    const std::string name = options.name.empty() ? fs::absolute(options.folder).filename().string() : options.name;
    auto project = Project::create(options.folder, name);
    if (!project)
        return std::unexpected(project.error());
    std::size_t pieces = 0;
    for (const fs::path& place : resolvePaths(options.music)) {
        const fs::path places[] = {place};
        const auto library = library::importLibrary(places, stop);
        if (!library)
            return std::unexpected(library.error());
        const auto described = describeSource(place, *library, stop);
        if (!described)
            return std::unexpected(described.error());
        if (const auto added = (*project)->addSource(described->source, described->pieces); !added)
            return std::unexpected(added.error());
        pieces += described->pieces.size();
    }
    tell(options, {{"project", options.folder}, {"name", name}, {"pieces", pieces}},
         "Made “" + name + "” with " + counted(pieces, "piece") + ".");
    return {};
}

Result<void> describe(const Options& options)
{
    auto project = openToLook(options);
    if (!project)
        return std::unexpected(project.error());
    const auto name = (*project)->name();
    const auto sources = (*project)->sources();
    const auto seeds = (*project)->seeds();
    const auto runs = (*project)->runs();
    const auto models = (*project)->models();
    const auto takes = (*project)->takes();
    if (!name || !sources || !seeds || !runs || !models || !takes)
        return std::unexpected((*project)->database().error());
    std::size_t pieces = 0;
    for (const Source& source : *sources)
        if (const auto inSource = (*project)->pieces(source.id))
            pieces += inSource->size();
    tell(options,
         {{"name", *name},
          {"sources", sources->size()},
          {"pieces", pieces},
          {"seeds", seeds->size()},
          {"runs", runs->size()},
          {"models", models->size()},
          {"takes", takes->size()}},
         *name + ": " + counted(sources->size(), "source") + " with " + counted(pieces, "piece") + ", "
             + counted(seeds->size(), "seed") + ", " + counted(runs->size(), "run") + ", "
             + counted(models->size(), "model") + ", " + counted(takes->size(), "take"));
    return {};
}

Result<void> archive(const Options& options, std::stop_token stop)
{
    auto project = openToLook(options);
    if (!project)
        return std::unexpected(project.error());
    const auto report =
        archiveProject(**project, options.other, {.music = !options.noMusic, .models = !options.noModels}, stop);
    if (!report)
        return std::unexpected(report.error());
    std::string words = "Packed " + counted(report->files, "file") + " into " + options.other + ".";
    for (const fs::path& missing : report->missing)
        words += "\nNot found: " + missing.string();
    tell(options, {{"archive", options.other}, {"files", report->files}, {"missing", pathsOf(report->missing)}}, words);
    return {};
}

Result<void> restore(const Options& options, std::stop_token stop)
{
    if (auto restored = restoreArchive(options.other, options.folder, stop); !restored)
        return restored;
    tell(options, {{"project", options.folder}}, "The project is in " + options.folder + ".");
    return {};
}

Result<void> duplicate(const Options& options, std::stop_token stop)
{
    auto project = openToLook(options);
    if (!project)
        return std::unexpected(project.error());
    const std::string name = options.name.empty() ? fs::absolute(options.other).filename().string() : options.name;
    if (auto copied = duplicateProject(**project, options.other, name, stop); !copied)
        return copied;
    tell(options, {{"project", options.other}, {"name", name}}, "The copy is in " + options.other + ".");
    return {};
}

Result<void> tidy(const Options& options)
{
    auto project = Project::open(options.folder);
    if (!project)
        return std::unexpected(project.error());
    const auto tidied = (*project)->tidy();
    if (!tidied)
        return std::unexpected(tidied.error());
    tell(options, {{"things", tidied->things}, {"files", tidied->files}, {"bytes", tidied->bytes}},
         "Did away with " + counted(tidied->things, "deleted thing") + " and " + counted(tidied->files, "file") + ".");
    return {};
}

Result<void> check(const Options& options, CommandContext& context)
{
    auto project = openToLook(options);
    const auto health = project ? checkProject(**project) : std::unexpected(project.error());
    if (!health)
        return std::unexpected(health.error());
    std::string words = health->good() ? "Everything is there and whole." : "Not everything is as it was.";
    if (!health->databaseFaults.empty())
        words +=
            "\nThe database is damaged: cadenza-cli project rescue saves what can be saved.\n" + health->databaseFaults;
    for (const auto& [what, paths] :
         {std::pair("\nMissing: ", &health->missing), std::pair("\nDamaged: ", &health->damaged),
          std::pair("\nIn no list: ", &health->unclaimed), std::pair("\nMusic that is away: ", &health->sourcesAway)})
        for (const fs::path& path : *paths)
            words += what + path.string();
    tell(options,
         {{"good", health->good()},
          {"databaseFaults", health->databaseFaults},
          {"missing", pathsOf(health->missing)},
          {"damaged", pathsOf(health->damaged)},
          {"unclaimed", pathsOf(health->unclaimed)},
          {"sourcesAway", pathsOf(health->sourcesAway)},
          {"interruptedRuns", health->interrupted.size()}},
         words);
    if (!health->good())
        context.exitStatus = 1;
    return {};
}

Result<void> rescue(const Options& options)
{
    const auto rescued = rescueProject(options.folder, options.other);
    if (!rescued)
        return std::unexpected(rescued.error());
    tell(options,
         {{"project", options.other},
          {"rows", rescued->rows},
          {"backupRows", rescued->backupRows},
          {"adopted", rescued->adopted}},
         "Saved into " + options.other + ": " + std::to_string(rescued->rows) + " entries, "
             + std::to_string(rescued->backupRows) + " more from backups, and " + counted(rescued->adopted, "file")
             + " that no list named. The damaged project is as it was.");
    return {};
}

} // namespace

void addProjectCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<Options>();
    auto* project = app.add_subcommand("project", "Make, look at, copy, pack and mend projects");
    project->require_subcommand(1);
    const auto add = [&](const char* name, const char* words, auto work) {
        auto* command = project->add_subcommand(name, words);
        command->add_option("FOLDER", options->folder, "The project's folder")->required();
        command->add_flag("--json", options->json, "One JSON object");
        command->callback([options, work, &context] {
            if (const Result<void> done = work(*options); !done)
                report(context, done.error());
        });
        return command;
    };
    auto* made = add("new", "Make a project", [&](const Options& o) { return makeNew(o, context.stop); });
    made->add_option("--name", options->name, "Its name; the folder's otherwise");
    made->add_option("--music", options->music, "PATHs of music to begin with");
    add("info", "Say what is in it", &describe);
    auto* packed = add("archive", "Pack it into one zip", [&](const Options& o) { return archive(o, context.stop); });
    packed->add_option("ZIP", options->other)->required();
    packed->add_flag("--no-music", options->noMusic, "Leave the music out");
    packed->add_flag("--no-models", options->noModels, "Leave the models out");
    auto* restored =
        add("restore", "Unpack such a zip into FOLDER", [&](const Options& o) { return restore(o, context.stop); });
    restored->add_option("ZIP", options->other)->required();
    auto* copied = add("duplicate", "Copy it", [&](const Options& o) { return duplicate(o, context.stop); });
    copied->add_option("TARGET", options->other)->required();
    copied->add_option("--name", options->name, "The copy's name; the folder's otherwise");
    add("tidy", "Do away for good with what was deleted", &tidy);
    add("check", "Look whether everything is there and whole", [&](const Options& o) { return check(o, context); });
    auto* rescued = add("rescue", "Save what can be saved of a damaged one into TARGET", &rescue);
    rescued->add_option("TARGET", options->other)->required();
}

} // namespace cadenza::app
