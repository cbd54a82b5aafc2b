#include "app/cli/command.h"
#include "app/cli/player_wait.h"

#include <CLI/CLI.hpp>

#include <chrono>
#include <iostream>
#include <memory>
#include <thread>

namespace cadenza::app {
namespace {

using namespace std::chrono_literals;

constexpr auto kLook = 20ms;
constexpr auto kLettingRing = 1500ms; ///< the last chord, its pedal and the room
const std::string kSynth = "synth";
const std::string kMidiPrefix = "midi:";

struct Options {
    std::string file;
    std::string to{kSynth};
    std::string soundFont;
    double tempoPercent{100.0};
    int transpose{0};
    bool metronome{false};
    bool json{false};
};

playback::PlayerOptions playerOptions(const Options& options)
{
    playback::PlayerOptions wanted;
    if (options.to.starts_with(kMidiPrefix))
        wanted.output = {playback::OutputKind::Midi, options.to.substr(kMidiPrefix.size())};
    if (!options.soundFont.empty())
        wanted.soundFont = options.soundFont;
    return wanted;
}

Error silence(const playback::PlayerState& state)
{
    return state.problem.value_or(Error{Fault::NoAudioDevice, "Sound", {}, {}});
}

/// Until the music ends, someone stops it, or the device is lost.
Result<void> listen(playback::Player& player, const std::stop_token& stop)
{
    for (;;) {
        std::this_thread::sleep_for(kLook);
        const auto state = player.state();
        if (stop.stop_requested())
            return {};
        if (state.loudspeaker == playback::Loudspeaker::Silent)
            return std::unexpected(silence(state));
        if (!state.playing)
            break;
    }
    const auto end = std::chrono::steady_clock::now() + kLettingRing;
    while (!stop.stop_requested() && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(kLook);
    return {};
}

Result<void> play(const Options& options, const std::stop_token& stop)
{
    const auto piece = readPiece(options.file);
    if (!piece)
        return std::unexpected(piece.error());
    playback::Player player(playerOptions(options));
    const auto state = settledState(player);
    if (state.loudspeaker != playback::Loudspeaker::Sounding)
        return std::unexpected(silence(state));
    const auto performance = std::make_shared<const playback::Performance>(playback::perform(*piece));
    player.load(performance);
    player.setTempoScale(options.tempoPercent / 100.0);
    player.setTranspose(options.transpose);
    player.setMetronome(options.metronome);
    player.play();
    if (options.json)
        printJsonLine({{"file", options.file}, {"output", state.output}, {"seconds", performance->length.count()}});
    else
        std::cout << "Playing on " << state.output << std::endl;
    return listen(player, stop);
}

std::string checkedDestination(const std::string& to)
{
    const bool known = to == kSynth || (to.starts_with(kMidiPrefix) && to.size() > kMidiPrefix.size());
    return known ? "" : "must be synth or midi:NAME; cadenza-cli devices lists the names";
}

} // namespace

void addPlayCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("play", "Play a MIDI file; Ctrl+C ends it");
    command->add_option("FILE", options->file, "MIDI file")->required();
    command->add_option("--to", options->to, "synth, or midi:NAME as cadenza-cli devices lists it")
        ->check(CLI::Validator(checkedDestination, "synth|midi:NAME"));
    command->add_option("--soundfont", options->soundFont, "SoundFont (.sf2 or .sf3) instead of the one found");
    command->add_option("--tempo", options->tempoPercent, "Per cent of the written tempo")->check(CLI::Range(25, 200));
    command->add_option("--transpose", options->transpose, "Semitones")->check(CLI::Range(-48, 48));
    command->add_flag("--metronome", options->metronome, "Click on every beat");
    command->add_flag("--json", options->json, "One JSON object when it begins");
    command->callback([options, &context] {
        if (const auto done = play(*options, context.stop); !done)
            report(context, done.error());
    });
}

} // namespace cadenza::app
