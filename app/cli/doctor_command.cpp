#include "app/cli/command.h"
#include "app/cli/player_wait.h"
#include "app/resources.h"
#include "core/base/crash_report.h"
#include "core/base/explain.h"
#include "core/library/library.h"
#include "core/ml/loader.h"
#include "core/model/network_shape.h"
#include "core/playback/player.h"
#include "core/playback/render.h"
#include "core/project/recovery.h"
#include "core/project/settings.h"
#include "core/training/presets.h"

#include <CLI/CLI.hpp>

#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <system_error>
#include <thread>
#include <vector>

namespace cadenza::app {
namespace {

enum class Health { Good, Limited, Broken };

/// One thing that was looked at: how it is, and how to mend it.
struct Finding {
    std::string topic;
    Health health{Health::Good};
    std::string words;
};

std::string_view nameOf(Health health)
{
    switch (health) {
    case Health::Good: return "good";
    case Health::Limited: return "limited";
    case Health::Broken: return "broken";
    }
    return "broken";
}

Finding lookAtStarter(std::stop_token stop)
{
    const std::filesystem::path paths[] = {starterFolder()};
    const auto library = library::importLibrary(paths, stop);
    if (!library)
        return {"starter collection", Health::Broken, explain(library.error())};
    return {"starter collection", Health::Good,
            std::to_string(library->entries.size()) + " pieces, " + std::to_string(library->noteCount()) + " notes"};
}

Finding lookAtSoundFont()
{
    const auto font = playback::findSoundFont();
    return font ? Finding{"SoundFont", Health::Good, font->string()}
                : Finding{"SoundFont", Health::Broken, explain(font.error())};
}

/// Opens the outputs as the window would.
Finding lookAtAudio()
{
    playback::Player player;
    const auto state = settledState(player);
    if (state.loudspeaker == playback::Loudspeaker::Sounding)
        return {"audio", Health::Good, state.output};
    return {"audio", Health::Limited,
            state.problem ? explain(*state.problem) : "No audio device answered. Files can still be rendered."};
}

Finding lookAtMidi()
{
    playback::Player player({.forceSilent = true});
    std::string names;
    for (const auto& output : player.outputs())
        if (output.kind == playback::OutputKind::Midi)
            names += (names.empty() ? "" : ", ") + output.name;
    if (names.empty())
        return {"MIDI devices", Health::Limited, "None is connected. Connect one to play through it."};
    return {"MIDI devices", Health::Good, names};
}

/// What somebody may well live with: training is a package of its own.
bool isChoice(Fault fault)
{
    return fault == Fault::SlowBlas || fault == Fault::MissingTraining;
}

Finding lookAtTraining()
{
    const auto config = training::configFor(training::Preset::Quick, 1000);
    const auto learner = ml::learnerFactory()(config.shape, config);
    if (!learner)
        return {"training", isChoice(learner.error().fault) ? Health::Limited : Health::Broken,
                explain(learner.error())};
    return {"training", Health::Good, "libtorch with a fast BLAS"};
}

/// The value of the first line of a /proc file that starts with `key`.
std::string procValue(const char* file, std::string_view key)
{
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);)
        if (line.starts_with(key))
            return line.substr(line.find(':') + 1);
    return {};
}

Finding lookAtProcessor()
{
    const std::string flags = procValue("/proc/cpuinfo", "flags") + ' ';
    const auto cores = std::to_string(std::thread::hardware_concurrency()) + " cores, ";
    if (flags.find(" avx512f ") != std::string::npos)
        return {"processor", Health::Good, cores + "AVX-512"};
    if (flags.find(" avx2 ") != std::string::npos)
        return {"processor", Health::Good, cores + "AVX2"};
    return {"processor", Health::Limited, cores + "neither AVX2 nor AVX-512: training is several times slower"};
}

Finding lookAtMemory()
{
    std::istringstream value(procValue("/proc/meminfo", "MemAvailable"));
    double kibibytes = 0.0;
    value >> kibibytes;
    const double gibibytes = kibibytes / (1024.0 * 1024.0);
    std::ostringstream words;
    words.precision(1);
    words << std::fixed << gibibytes << " GiB free";
    if (gibibytes < 1.0)
        return {"memory", Health::Limited, words.str() + ": close other programs before training"};
    return {"memory", Health::Good, words.str()};
}

/// The projects that were open lately, or the one that is asked about.
Finding lookAtProject(const std::filesystem::path& folder)
{
    const std::string topic = "project " + folder.filename().string();
    const auto project = project::Project::open(folder, project::Access::ReadOnly);
    const auto health = project ? project::checkProject(**project) : std::unexpected(project.error());
    if (!health)
        return {topic, Health::Broken, explain(health.error())};
    if (!health->databaseFaults.empty())
        return {topic, Health::Broken,
                "Its database is damaged. Save what can be saved: cadenza-cli project rescue \"" + folder.string()
                    + "\" TARGET"};
    const std::size_t amiss = health->missing.size() + health->damaged.size();
    if (amiss > 0)
        return {topic, Health::Limited,
                std::to_string(amiss) + " of its files are missing or damaged. Name them: cadenza-cli project check \""
                    + folder.string() + "\""};
    if (!health->sourcesAway.empty())
        return {topic, Health::Limited,
                "Music is not where it was: " + health->sourcesAway.front().string()
                    + ". Connect the disk it is on, or open the project and show where it is now."};
    return {topic, Health::Good, "whole"};
}

Finding lookAtSettings()
{
    const auto reading = project::readSettings(project::settingsFile());
    if (reading.problems.empty())
        return {"settings", Health::Good, "readable"};
    return {"settings", Health::Limited,
            explain(reading.problems.front()) + " Change any setting in the window and the file is written anew."};
}

Finding lookAtCrashes()
{
    std::size_t reports = 0;
    std::error_code error;
    for (std::filesystem::directory_iterator files(stateFolder(), error), end; !error && files != end;
         files.increment(error))
        reports += files->path().filename().string().starts_with("crash-");
    if (reports == 0)
        return {"crashes", Health::Good, "none"};
    return {"crashes", Health::Limited,
            std::to_string(reports) + " reports in " + stateFolder().string()
                + ". Send one with a word on what you did, then delete it; it names no private paths."};
}

Finding lookAtDisk()
{
    std::error_code error;
    const auto space = std::filesystem::space(".", error);
    if (error)
        return {"disk", Health::Broken, "The current folder cannot be examined: " + error.message() + "."};
    const auto mebibytes = space.available / (1024 * 1024);
    const std::string words = std::to_string(mebibytes) + " MiB free here";
    return mebibytes < 200 ? Finding{"disk", Health::Limited, words + ": free some space before exporting"}
                           : Finding{"disk", Health::Good, words};
}

void run(bool json, const std::vector<std::string>& projects, CommandContext& context)
{
    std::vector<Finding> findings{lookAtProcessor(), lookAtMemory(),    lookAtDisk(),  lookAtStarter(context.stop),
                                  lookAtTraining(),  lookAtSoundFont(), lookAtAudio(), lookAtMidi(),
                                  lookAtSettings(),  lookAtCrashes()};
    const auto recent = project::readSettings(project::settingsFile()).settings.recentProjects;
    for (const std::string& folder : projects.empty() ? recent : projects)
        findings.push_back(lookAtProject(folder));
    for (const Finding& finding : findings) {
        if (json)
            printJsonLine({{"topic", finding.topic}, {"health", nameOf(finding.health)}, {"words", finding.words}});
        else
            std::cout << nameOf(finding.health) << "\t" << finding.topic << ": " << finding.words << '\n';
        if (finding.health == Health::Broken)
            context.exitStatus = 1;
    }
}

} // namespace

void addDoctorCommand(CLI::App& app, CommandContext& context)
{
    auto json = std::make_shared<bool>(false);
    auto* command =
        app.add_subcommand("doctor", "Look at sound, devices, training and the machine, and say how to mend them");
    auto projects = std::make_shared<std::vector<std::string>>();
    command->add_option("--project", *projects, "Projects to look at; those that were open lately otherwise");
    command->add_flag("--json", *json, "One JSON object a finding");
    command->callback([json, projects, &context] { run(*json, *projects, context); });
}

} // namespace cadenza::app
