#include "core/generation/settings_json.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <optional>
#include <type_traits>

namespace cadenza::generation {
namespace {

using Json = nlohmann::ordered_json;

/// Visits every dial of a type by name: the one list that reading and writing share.
template <class Settings, class Visit>
void visitSampling(Settings& sampling, Visit&& visit)
{
    visit("temperature", sampling.temperature);
    visit("topP", sampling.topP);
    visit("topK", sampling.topK);
    visit("minP", sampling.minP);
    visit("typicalP", sampling.typicalP);
}

template <class Settings, class Visit>
void visitKey(Settings& key, Visit&& visit)
{
    visit("tonic", key.tonic);
    visit("minor", key.minor);
    visit("strength", key.strength);
}

template <class Settings, class Visit>
void visitConstraints(Settings& wishes, Visit&& visit)
{
    visit("key", wishes.key);
    visit("lowestPitch", wishes.lowestPitch);
    visit("highestPitch", wishes.highestPitch);
    visit("maxPolyphony", wishes.maxPolyphony);
    visit("handSpan", wishes.handSpan);
    visit("sparseness", wishes.sparseness);
    visit("metre", wishes.metre);
    visit("tempo", wishes.tempo);
}

template <class Settings, class Visit>
void visitEnding(Settings& ending, Visit&& visit)
{
    visit("notes", ending.notes);
    visit("bars", ending.bars);
    visit("seconds", ending.seconds);
    visit("cadence", ending.cadence);
}

template <class Settings, class Visit>
void visitLoopGuard(Settings& guard, Visit&& visit)
{
    visit("enabled", guard.enabled);
    visit("strength", guard.strength);
}

template <class Settings, class Visit>
void visitClassic(Settings& classic, Visit&& visit)
{
    visit("diversity", classic.diversity);
    visit("durationDiversity", classic.durationDiversity);
    visit("lateOffsets", classic.lateOffsets);
    visit("mixedSeed", classic.mixedSeed);
}

template <class Settings, class Visit>
void visitAll(Settings& settings, Visit&& visit)
{
    visit("step", settings.step);
    visit("part", settings.part);
    visit("pitch", settings.pitch);
    visit("duration", settings.duration);
    visit("velocity", settings.velocity);
    visit("tempo", settings.tempo);
    visit("pedal", settings.pedal);
    visit("constraints", settings.constraints);
    visit("ending", settings.ending);
    visit("loopGuard", settings.loopGuard);
    visit("recall", settings.recall);
    visit("anchor", settings.anchor);
    visit("composer", settings.composer);
    visit("classic", settings.classic);
    visit("includeSeed", settings.includeSeed);
}

template <class Visit>
void visitFields(auto& value, Visit&& visit)
{
    using Value = std::remove_cvref_t<decltype(value)>;
    if constexpr (std::is_same_v<Value, AttributeSampling>)
        visitSampling(value, visit);
    else if constexpr (std::is_same_v<Value, KeyWish>)
        visitKey(value, visit);
    else if constexpr (std::is_same_v<Value, Constraints>)
        visitConstraints(value, visit);
    else if constexpr (std::is_same_v<Value, Ending>)
        visitEnding(value, visit);
    else if constexpr (std::is_same_v<Value, LoopGuardSettings>)
        visitLoopGuard(value, visit);
    else if constexpr (std::is_same_v<Value, ClassicSampling>)
        visitClassic(value, visit);
    else
        visitAll(value, visit);
}

Json write(bool value)
{
    return value;
}
Json write(int value)
{
    return value;
}
Json write(double value)
{
    return value;
}

template <class Value>
Json write(const std::optional<Value>& value);

template <class Value>
Json write(const Value& value)
{
    Json object = Json::object();
    visitFields(value, [&](const char* name, const auto& field) { object[name] = write(field); });
    return object;
}

template <class Value>
Json write(const std::optional<Value>& value)
{
    return value ? write(*value) : Json(nullptr);
}

/// Reads values and remembers the first thing that is wrong.
class Reader {
public:
    [[nodiscard]] const std::optional<Error>& error() const { return error_; }

    void read(const std::string& name, const Json& json, bool& value)
    {
        if (json.is_boolean())
            value = json.get<bool>();
        else
            refuse(name, "true or false expected");
    }

    void read(const std::string& name, const Json& json, int& value)
    {
        const double number = json.is_number() ? json.get<double>() : std::nan("");
        if (number == std::floor(number) && std::abs(number) <= 1e9)
            value = static_cast<int>(number);
        else
            refuse(name, "a whole number expected");
    }

    void read(const std::string& name, const Json& json, double& value)
    {
        if (json.is_number())
            value = json.get<double>();
        else
            refuse(name, "a number expected");
    }

    template <class Value>
    void read(const std::string& name, const Json& json, std::optional<Value>& value)
    {
        value.reset();
        if (!json.is_null())
            read(name, json, value.emplace());
    }

    template <class Value>
    void read(const std::string& name, const Json& json, Value& value)
    {
        if (!json.is_object())
            return refuse(name, "an object expected");
        std::size_t known = 0;
        visitFields(value, [&](const char* field, auto& target) {
            if (const auto found = json.find(field); found != json.end()) {
                ++known;
                read(name.empty() ? field : name + "." + field, *found, target);
            }
        });
        if (known != json.size())
            refuseUnknown(name, json, value);
    }

private:
    template <class Value>
    void refuseUnknown(const std::string& name, const Json& json, Value& value)
    {
        for (const auto& [field, ignored] : json.items()) {
            bool known = false;
            visitFields(value, [&](const char* dial, const auto&) { known = known || field == dial; });
            if (!known)
                refuse(name.empty() ? field : name + "." + field, "there is no such dial");
        }
    }

    void refuse(const std::string& name, const std::string& detail)
    {
        if (!error_)
            error_ = Error{Fault::InvalidSetting, name.empty() ? "settings" : name, detail, {}};
    }

    std::optional<Error> error_;
};

} // namespace

std::string toJson(const GenerationSettings& settings)
{
    return write(settings).dump(2);
}

Result<GenerationSettings> settingsFromJson(std::string_view text)
{
    const Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded())
        return failure(Fault::InvalidSetting, "settings", "not JSON");
    GenerationSettings settings;
    Reader reader;
    reader.read("", json, settings);
    if (reader.error())
        return std::unexpected(*reader.error());
    if (auto valid = validate(settings); !valid)
        return std::unexpected(std::move(valid.error()));
    return settings;
}

} // namespace cadenza::generation
