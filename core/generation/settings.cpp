#include "core/generation/settings.h"

#include "core/encoding/event.h"
#include "core/encoding/recollection.h"

#include <array>
#include <locale>
#include <sstream>
#include <string>
#include <vector>

namespace cadenza::generation {
namespace {

/// One number that must lie in a range.
struct Check {
    std::string name;
    double value;
    double lowest;
    double highest;
};

void addChecks(std::vector<Check>& checks, const std::string& name, const AttributeSampling& sampling)
{
    checks.push_back({name + " temperature", sampling.temperature, 0.05, 10.0});
    checks.push_back({name + " top-p", sampling.topP, 0.0, 1.0});
    checks.push_back({name + " top-k", static_cast<double>(sampling.topK), 0.0, 128.0});
    checks.push_back({name + " min-p", sampling.minP, 0.0, 1.0});
    checks.push_back({name + " typical-p", sampling.typicalP, 0.0, 1.0});
}

void addChecks(std::vector<Check>& checks, const Constraints& wishes)
{
    checks.push_back({"lowest pitch", static_cast<double>(wishes.lowestPitch), 0.0, 127.0});
    checks.push_back({"highest pitch", static_cast<double>(wishes.highestPitch), 0.0, 127.0});
    checks.push_back({"pitch range", static_cast<double>(wishes.highestPitch - wishes.lowestPitch), 0.0, 127.0});
    checks.push_back({"polyphony", static_cast<double>(wishes.maxPolyphony), 0.0, 128.0});
    checks.push_back({"hand span", static_cast<double>(wishes.handSpan), 0.0, 127.0});
    checks.push_back({"sparseness", wishes.sparseness, -3.0, 3.0});
    if (wishes.metre)
        checks.push_back({"metre", static_cast<double>(*wishes.metre), 0.0, encoding::kMetreClasses - 1.0});
    if (wishes.tempo)
        checks.push_back({"tempo", *wishes.tempo, 15.0, 300.0});
    if (wishes.key) {
        checks.push_back({"key", static_cast<double>(wishes.key->tonic), 0.0, 11.0});
        checks.push_back({"key strength", wishes.key->strength, 0.0, 1.0});
    }
}

std::string plain(double value)
{
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << value;
    return text.str();
}

} // namespace

Result<void> validate(const GenerationSettings& settings)
{
    std::vector<Check> checks;
    addChecks(checks, "step", settings.step);
    addChecks(checks, "part", settings.part);
    addChecks(checks, "pitch", settings.pitch);
    addChecks(checks, "duration", settings.duration);
    addChecks(checks, "velocity", settings.velocity);
    addChecks(checks, "tempo", settings.tempo);
    addChecks(checks, "pedal", settings.pedal);
    addChecks(checks, settings.constraints);
    checks.push_back({"notes", static_cast<double>(settings.ending.notes), 0.0, 100'000.0});
    checks.push_back({"bars", settings.ending.bars, 0.0, 10'000.0});
    checks.push_back({"seconds", settings.ending.seconds, 0.0, 36'000.0});
    checks.push_back({"recall", static_cast<double>(settings.recall), 0.0, encoding::kRecallAll});
    checks.push_back({"anchor", settings.anchor, 0.0, 1.0});
    checks.push_back({"classic diversity", settings.classic.diversity, 0.05, 10.0});
    checks.push_back({"classic duration diversity", settings.classic.durationDiversity, 0.05, 10.0});
    checks.push_back({"loop guard strength", settings.loopGuard.strength, 0.0, 10.0});
    for (const auto& [name, value, lowest, highest] : checks)
        if (!(value >= lowest && value <= highest)) // not a number is outside every range
            return failure(Fault::InvalidSetting, name,
                           plain(value) + " given, " + plain(lowest) + " to " + plain(highest) + " allowed");
    const auto& [key, low, high, polyphony, span, sparse, metre, tempo] = settings.constraints;
    if (key && key->strength >= 1.0) {
        bool anyPitch = false;
        for (int pitch = low; pitch <= high; ++pitch)
            anyPitch = anyPitch || inScale(*key, pitch);
        if (!anyPitch)
            return failure(Fault::InvalidSetting, "pitch range", "holds no note of the key");
    }
    return {};
}

bool inScale(const KeyWish& key, int pitch)
{
    constexpr std::array<bool, 12> major{true, false, true, false, true, true, false, true, false, true, false, true};
    constexpr std::array<bool, 12> minor{true, false, true, true, false, true, false, true, true, false, true, true};
    const auto degree = static_cast<std::size_t>((pitch - key.tonic + 120) % 12);
    return key.minor ? minor[degree] : major[degree];
}

} // namespace cadenza::generation
