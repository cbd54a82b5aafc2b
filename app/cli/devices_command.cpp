#include "app/cli/command.h"
#include "app/cli/player_wait.h"
#include "core/base/explain.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace cadenza::app {
namespace {

void run(bool json, CommandContext& /*context*/)
{
    playback::Player player;
    const auto state = settledState(player);
    const bool sounds = state.loudspeaker == playback::Loudspeaker::Sounding;
    const std::string synth = sounds ? state.output : state.problem ? explain(*state.problem) : "No sound.";
    if (json)
        printJsonLine({{"kind", "synth"}, {"name", synth}, {"sounds", sounds}});
    else
        std::cout << "synth: " << synth << '\n';
    for (const auto& output : player.outputs()) {
        if (output.kind != playback::OutputKind::Midi)
            continue;
        if (json)
            printJsonLine({{"kind", "midi"}, {"name", output.name}, {"sounds", true}});
        else
            std::cout << "midi: " << output.name << '\n';
    }
}

} // namespace

void addDevicesCommand(CLI::App& app, CommandContext& context)
{
    auto json = std::make_shared<bool>(false);
    auto* command = app.add_subcommand("devices", "List what can sound: the synthesizer and MIDI devices");
    command->add_flag("--json", *json, "One JSON object a device");
    command->callback([json, &context] { run(*json, context); });
}

} // namespace cadenza::app
