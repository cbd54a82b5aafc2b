#include "app/cli/generation_flags.h"

#include "core/base/file.h"
#include "core/encoding/classes.h"
#include "core/generation/settings_json.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string_view>

namespace cadenza::app {
namespace {

using generation::AttributeSampling;
using generation::GenerationSettings;

/// "G", "f# minor", "Bb major"; "Am" is minor too.
std::optional<generation::KeyWish> keyNamed(std::string_view text)
{
    constexpr std::array<int, 7> pitchClasses{9, 11, 0, 2, 4, 5, 7}; // A to G
    const auto letter = text.empty() ? '?' : static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
    if (letter < 'A' || letter > 'G')
        return std::nullopt;
    generation::KeyWish key{.tonic = pitchClasses[static_cast<std::size_t>(letter - 'A')]};
    text.remove_prefix(1);
    if (text.starts_with('#') || text.starts_with('b')) {
        key.tonic = (key.tonic + (text.front() == '#' ? 1 : 11)) % 12;
        text.remove_prefix(1);
    }
    while (text.starts_with(' '))
        text.remove_prefix(1);
    key.minor = text == "m" || text == "minor";
    return key.minor || text.empty() || text == "major" ? std::optional(key) : std::nullopt;
}

/// "3/4" as the class of that metre; nothing for one that has no class of its own.
std::optional<int> metreNamed(std::string_view text)
{
    for (int metre = 0; metre + 1 < encoding::kMetreClasses; ++metre) {
        const auto signature = encoding::signatureOf(static_cast<std::uint8_t>(metre));
        if (text == std::to_string(signature.numerator) + "/" + std::to_string(signature.denominator))
            return metre;
    }
    return std::nullopt;
}

} // namespace

Result<GenerationSettings> generationSettingsFrom(const std::string& file)
{
    const auto bytes = readFile(file);
    if (!bytes)
        return std::unexpected(bytes.error());
    auto settings = generation::settingsFromJson({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
    if (!settings)
        settings.error().subject = file + ": " + settings.error().subject;
    return settings;
}

template <class Value>
void GenerationFlags::addChecked(CLI::App& command, const std::string& flag, const std::string& help,
                                 std::function<Result<void>(GenerationSettings&, const Value&)> set)
{
    command.add_option_function<Value>(
        flag,
        [this, set = std::move(set)](const Value& value) {
            changes_.emplace_back([set, value](GenerationSettings& settings) { return set(settings, value); });
        },
        help);
}

template <class Value>
void GenerationFlags::add(CLI::App& command, const std::string& flag, const std::string& help,
                          std::function<void(GenerationSettings&, const Value&)> set)
{
    addChecked<Value>(command, flag, help,
                      [set = std::move(set)](GenerationSettings& settings, const Value& value) -> Result<void> {
                          set(settings, value);
                          return {};
                      });
}

void GenerationFlags::addSampling(CLI::App& command, const std::string& name,
                                  AttributeSampling GenerationSettings::* attribute)
{
    const std::string flag = "--" + name;
    const auto addDial = [&]<class Value>(const char* dial, const char* help, Value AttributeSampling::* field) {
        add<Value>(command, flag + dial, "Of the " + name + ": " + help,
                   [attribute, field](GenerationSettings& settings, const Value& value) {
                       settings.*attribute.*field = value;
                   });
    };
    addDial("-temperature", "0.05 to 10, divides the logits", &AttributeSampling::temperature);
    addDial("-top-p", "0 to 1, share of the probability kept", &AttributeSampling::topP);
    addDial("-top-k", "0 to 128 classes kept, 0: all", &AttributeSampling::topK);
    addDial("-min-p", "0 to 1, least probability, of the likeliest", &AttributeSampling::minP);
    addDial("-typical-p", "0 to 1, share of typical probability kept", &AttributeSampling::typicalP);
}

void GenerationFlags::addWishes(CLI::App& command)
{
    addChecked<std::string>(command, "--key", "Scale to keep to, such as “G major” or “f# minor”",
                            [](GenerationSettings& settings, const std::string& text) -> Result<void> {
                                auto key = keyNamed(text);
                                if (!key)
                                    return failure(Fault::InvalidSetting, "--key " + text, "such as “G” or “f# minor”");
                                if (settings.constraints.key)
                                    key->strength = settings.constraints.key->strength;
                                settings.constraints.key = key;
                                return {};
                            });
    addChecked<double>(command, "--key-strength", "0 to 1: how much less likely other notes are; 1 forbids them",
                       [](GenerationSettings& settings, const double& strength) -> Result<void> {
                           if (!settings.constraints.key)
                               return failure(Fault::InvalidSetting, "--key-strength", "it needs a --key");
                           settings.constraints.key->strength = strength;
                           return {};
                       });
    addChecked<std::string>(command, "--metre", "Metre to go on in, such as 3/4; otherwise the seed's",
                            [](GenerationSettings& settings, const std::string& text) -> Result<void> {
                                settings.constraints.metre = metreNamed(text);
                                if (!settings.constraints.metre)
                                    return failure(Fault::InvalidSetting, "--metre " + text,
                                                   "2/4, 3/4, 4/4, 3/8, 6/8, 9/8 or 12/8 expected");
                                return {};
                            });
    add<int>(command, "--lowest-pitch", "MIDI key 0 to 127: nothing below it",
             [](GenerationSettings& settings, const int& value) { settings.constraints.lowestPitch = value; });
    add<int>(command, "--highest-pitch", "MIDI key 0 to 127: nothing above it",
             [](GenerationSettings& settings, const int& value) { settings.constraints.highestPitch = value; });
    add<int>(command, "--max-polyphony", "Notes held down at once, 1 to 128; 0: no limit",
             [](GenerationSettings& settings, const int& value) { settings.constraints.maxPolyphony = value; });
    add<int>(command, "--hand-span", "Semitones one hand reaches, 1 to 127; 0: no limit",
             [](GenerationSettings& settings, const int& value) { settings.constraints.handSpan = value; });
    add<double>(command, "--tempo", "15 to 300 quarters a minute to go on in; otherwise as the model plays",
                [](GenerationSettings& settings, const double& value) { settings.constraints.tempo = value; });
    add<double>(command, "--sparseness", "−3 to 3 nats for each doubling of a step: above 0 calms the music",
                [](GenerationSettings& settings, const double& value) { settings.constraints.sparseness = value; });
}

void GenerationFlags::addTo(CLI::App& command)
{
    command.add_option("--settings", file_, "JSON file of settings; flags come on top");
    command.add_option("--composer", composer_, "In whose manner, as the model's card names them");
    add<double>(command, "--temperature", "One temperature for everything, 0.05 to 10",
                [](GenerationSettings& settings, const double& value) {
                    for (auto* attribute : {&settings.step, &settings.part, &settings.pitch, &settings.duration,
                                            &settings.velocity, &settings.tempo, &settings.pedal})
                        attribute->temperature = value;
                });
    addSampling(command, "step", &GenerationSettings::step);
    addSampling(command, "part", &GenerationSettings::part);
    addSampling(command, "pitch", &GenerationSettings::pitch);
    addSampling(command, "duration", &GenerationSettings::duration);
    addSampling(command, "velocity", &GenerationSettings::velocity);
    addSampling(command, "tempo", &GenerationSettings::tempo);
    addSampling(command, "pedal", &GenerationSettings::pedal);
    addWishes(command);
    add<int>(command, "--recall", "Notes of an earlier passage that a take may take up again, 0 to 64; 64: any number",
             [](GenerationSettings& settings, const int& value) { settings.recall = value; });
    add<double>(command, "--anchor", "0 to 1: how firmly a take is held to its seed's texture",
                [](GenerationSettings& settings, const double& value) { settings.anchor = value; });
    add<double>(command, "--classic-diversity", "Of a Classic model: temperature of words and offsets, 0.05 to 10",
                [](GenerationSettings& settings, const double& value) { settings.classic.diversity = value; });
    add<double>(command, "--classic-duration-diversity", "Of a Classic model: temperature of durations, 0.05 to 10",
                [](GenerationSettings& settings, const double& value) { settings.classic.durationDiversity = value; });
    add<bool>(command, "--classic-late-offsets",
              "true or false: apply each offset of a Classic model one note late, as the published system did",
              [](GenerationSettings& settings, const bool& value) { settings.classic.lateOffsets = value; });
    add<bool>(command, "--classic-mixed-seed",
              "true or false: give a Classic model the seed's notes in the times of other notes, as the published "
              "system did",
              [](GenerationSettings& settings, const bool& value) { settings.classic.mixedSeed = value; });
    add<double>(command, "--bars", "Bars to make at most after the bar that the seed ends in; 0: any number",
                [](GenerationSettings& settings, const double& value) { settings.ending.bars = value; });
    add<double>(command, "--seconds", "Seconds to make at most; 0: any",
                [](GenerationSettings& settings, const double& value) { settings.ending.seconds = value; });
    add<bool>(command, "--cadence", "true or false: close on a final chord near the end that was asked for",
              [](GenerationSettings& settings, const bool& value) { settings.ending.cadence = value; });
    add<bool>(command, "--loop-guard", "true or false: keep takes from turning in circles",
              [](GenerationSettings& settings, const bool& value) { settings.loopGuard.enabled = value; });
    add<double>(command, "--loop-guard-strength",
                "0 to 10 nats taken from a note for every time it was heard too often",
                [](GenerationSettings& settings, const double& value) { settings.loopGuard.strength = value; });
}

Result<GenerationSettings> GenerationFlags::settings(std::span<const std::string> composers) const
{
    auto settings = file_.empty() ? Result<GenerationSettings>(GenerationSettings{}) : generationSettingsFrom(file_);
    if (!settings)
        return settings;
    for (const Change& change : changes_)
        if (auto changed = change(*settings); !changed)
            return std::unexpected(std::move(changed.error()));
    if (!composer_.empty()) {
        const auto found = std::ranges::find(composers, composer_);
        if (found == composers.end())
            return failure(Fault::InvalidSetting, "--composer " + composer_, "the model knows no such composer");
        settings->composer = static_cast<int>(found - composers.begin()) + 1;
    }
    if (auto valid = generation::validate(*settings); !valid)
        return std::unexpected(std::move(valid.error()));
    return settings;
}

} // namespace cadenza::app
