#include "app/cli/train_settings.h"

#include "core/training/presets.h"

#include <utility>
#include <vector>

namespace cadenza::app {

void addSettings(CLI::App& command, SettingChanges& changes)
{
    const std::string group = "Settings of the run (the preset says them otherwise)";
    const auto add = [&](const char* flag, auto& value, const char* help) {
        command.add_option(flag, value, help)->group(group);
    };
    add("--hidden", changes.hidden, "Units of each LSTM layer, a multiple of 16");
    add("--layers", changes.layers, "LSTM layers, 1 to 4");
    add("--batch", changes.batch, "Sequences side by side");
    add("--steps", changes.steps, "Notes per truncated backpropagation");
    add("--learning-rate", changes.learningRate, "Peak of the schedule");
    add("--dropout", changes.dropout, "Between layers and before the heads, 0 to 0.9");
    add("--recall-dropout", changes.recallDropout, "Share of windows without recollection, 0 to 1");
    command.add_flag("--no-transposition", changes.noTransposition, "Hear every piece in its own key only")
        ->group(group);
    add("--validation-share", changes.validationShare, "Of the works, held out to watch the loss, 0 to 0.5");
    add("--patience", changes.patience, "Evaluations without improvement before stopping early; 0 never");
    add("--threads", changes.threads, "Processor threads; 0 all");
}

void addClassicSettings(CLI::App& command, ClassicChanges& changes)
{
    const std::string group = "Settings of a Classic model";
    const auto choice = [&](const char* flag, std::string& value, std::vector<std::string> words, const char* help) {
        command.add_option(flag, value, help)->check(CLI::IsMember(std::move(words)))->group(group);
    };
    choice("--classic-split", changes.split, {"works", "windows"},
           "What is held out: whole works, or windows at random as published, which leaks");
    choice("--classic-reads", changes.reads, {"own", "all", "everything"},
           "What each network reads: its own stream, all three, or everything that is known");
    choice("--classic-chords", changes.chords, {"classes", "pitches"}, "Chords without or with their octaves");
    command.add_flag("--no-zero-durations", changes.noZeroDurations, "Round no note to nothing")->group(group);
}

void apply(const SettingChanges& changes, training::TrainingConfig& config)
{
    config.fitToMachine = config.fitToMachine && !changes.hidden && !changes.layers;
    config.shape.hidden = changes.hidden.value_or(config.shape.hidden);
    if (config.classic)
        config.classic->shape.hidden = changes.hidden.value_or(config.classic->shape.hidden);
    config.shape.layers = changes.layers.value_or(config.shape.layers);
    config.batch = changes.batch.value_or(config.batch);
    config.steps = changes.steps.value_or(config.steps);
    config.threads = changes.threads.value_or(config.threads);
    config.patience = changes.patience.value_or(config.patience);
    config.learningRate = changes.learningRate.value_or(config.learningRate);
    config.dropout = changes.dropout.value_or(config.dropout);
    config.recallDropout = changes.recallDropout.value_or(config.recallDropout);
    config.transpose = config.transpose && !changes.noTransposition;
    config.validationShare = changes.validationShare.value_or(config.validationShare);
}

training::TrainingConfig classicConfigFrom(const ClassicChanges& changes)
{
    const auto reads = model::classicReadingNamed(changes.reads).value_or(model::ClassicReading::Own);
    auto config =
        reads == model::ClassicReading::Everything ? training::improvedClassicConfig() : training::classicConfig();
    auto& classic = *config.classic;
    classic.split = changes.split == "windows" ? training::ClassicSplit::Windows : training::ClassicSplit::Works;
    classic.shape.reads = reads;
    classic.spelling.chords =
        changes.chords == "pitches" ? encoding::ChordSpelling::Pitches : encoding::ChordSpelling::PitchClasses;
    classic.spelling.zeroDurations = !changes.noZeroDurations;
    return config;
}

} // namespace cadenza::app
