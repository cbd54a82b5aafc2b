#include "core/project/settings.h"

#include "core/base/file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <optional>
#include <system_error>
#include <type_traits>

namespace cadenza::project {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

constexpr int kVersion = 2;
constexpr const char* kVersionKey = "version";
constexpr std::size_t kLongestText = 4096;
constexpr std::size_t kMostShortcuts = 256;

/// What a number must lie between; texts and lists have a rule of their own.
struct Range {
    double least{0.0};
    double most{0.0};
};
constexpr Range kAny{};

/// Visits every setting: the one list that reading, writing, checking and resetting share.
void visitAll(auto& settings, auto&& visit)
{
    visit("theme", settings.theme, kAny);
    visit("scale", settings.scale, Range{0.75, 3.0});
    visit("reducedMotion", settings.reducedMotion, kAny);
    visit("shortcuts", settings.shortcuts, kAny);
    visit("language", settings.language, kAny);
    visit("soundFont", settings.soundFont, kAny);
    visit("audioDriver", settings.audioDriver, kAny);
    visit("periodFrames", settings.periodFrames, Range{16, 8192});
    visit("periods", settings.periods, Range{2, 64});
    visit("gain", settings.gain, Range{0.0, 2.0});
    visit("reverb", settings.reverb, kAny);
    visit("chorus", settings.chorus, kAny);
    visit("polyphony", settings.polyphony, Range{16, 1024});
    visit("latencySeconds", settings.latencySeconds, Range{0.0, 1.0});
    visit("midiOutput", settings.midiOutput, kAny);
    visit("midiInput", settings.midiInput, kAny);
    visit("trainingThreads", settings.trainingThreads, Range{0, 256});
    visit("reopenLast", settings.reopenLast, kAny);
    visit("desktopTheme", settings.desktopTheme, kAny);
    visit("welcomed", settings.welcomed, kAny);
    visit("recentProjects", settings.recentProjects, kAny);
    visit("recentMusic", settings.recentMusic, kAny);
    visit("windowGeometry", settings.windowGeometry, kAny);
    visit("libraryLayout", settings.libraryLayout, kAny);
    visit("exportFolder", settings.exportFolder, kAny);
    visit("exportFormat", settings.exportFormat, Range{0, 100});
}

constexpr std::string_view kThemes[] = {"system", "dark", "light", "high-contrast"};
constexpr std::string_view kRemembered[] = {"desktopTheme",   "welcomed",      "recentProjects", "recentMusic",
                                            "windowGeometry", "libraryLayout", "exportFolder",   "exportFormat"};

Json toJson(const auto& value)
{
    return value;
}
Json toJson(Theme theme)
{
    return kThemes[static_cast<std::size_t>(theme)];
}

/// Throws nlohmann's exceptions for a value of another kind; nothing for one that means nothing.
template <class T>
std::optional<T> fromJson(const Json& json)
{
    if constexpr (std::is_same_v<T, Theme>) {
        const auto found = std::ranges::find(kThemes, json.get<std::string>());
        return found == std::end(kThemes) ? std::nullopt
                                          : std::optional(static_cast<Theme>(found - std::begin(kThemes)));
    } else if constexpr (std::is_same_v<T, int>) {
        return json.is_number_integer() && std::abs(json.get<double>()) < 1e9 ? std::optional(json.get<int>())
                                                                              : std::nullopt;
    } else {
        return json.get<T>();
    }
}

/// What is wrong with a value, if anything.
template <class T>
std::optional<std::string> faultOf(const T& value, const Range& range)
{
    if constexpr (std::is_same_v<T, double> || std::is_same_v<T, int>) {
        if (!(value >= range.least && value <= range.most)) // a number that is none is outside, too
            return std::to_string(value) + " is outside " + std::to_string(range.least) + "…"
                   + std::to_string(range.most);
    } else if constexpr (std::is_same_v<T, std::string>) {
        if (value.size() > kLongestText)
            return "it is longer than " + std::to_string(kLongestText) + " bytes";
    } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
        if (value.size() > kMostRecent)
            return "it has more than " + std::to_string(kMostRecent) + " entries";
    } else if constexpr (std::is_same_v<T, std::map<std::string, std::string>>) {
        if (value.size() > kMostShortcuts)
            return "it has more than " + std::to_string(kMostShortcuts) + " entries";
    }
    return std::nullopt;
}

/// Settings of an earlier version under the names of this one.
void migrate(Json& object)
{
    const int version =
        object.contains(kVersionKey) && object[kVersionKey].is_number_integer() ? object[kVersionKey].get<int>() : 1;
    if (version < 2 && object.contains("lightTheme") && object["lightTheme"].is_boolean()) {
        object["theme"] = object["lightTheme"].get<bool>() ? "light" : "dark";
        object.erase("lightTheme");
    }
}

std::optional<Json> objectIn(std::span<const std::byte> bytes)
{
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
    return json.is_object() ? std::optional(std::move(json)) : std::nullopt;
}

} // namespace

fs::path settingsFile()
{
    const char* config = std::getenv("XDG_CONFIG_HOME");
    const char* home = std::getenv("HOME");
    if (config && *config == '/') // relative ones are to be ignored
        return fs::path(config) / "cadenza" / "settings.json";
    if (home && *home)
        return fs::path(home) / ".config" / "cadenza" / "settings.json";
    return {};
}

SettingsReading readSettings(const fs::path& file)
{
    SettingsReading reading;
    const auto bytes = readFile(file);
    if (!bytes) {
        if (bytes.error().fault != Fault::NotFound)
            reading.problems.push_back(bytes.error());
        return reading;
    }
    auto object = objectIn(*bytes);
    if (!object) {
        reading.problems.push_back({Fault::InvalidSetting, file.string(),
                                    "it is not JSON: all settings are at their "
                                    "defaults",
                                    std::nullopt});
        return reading;
    }
    migrate(*object);
    visitAll(reading.settings, [&](const char* name, auto& setting, const Range& range) {
        if (!object->contains(name))
            return;
        std::string fault = "it is of another kind";
        try {
            if (auto value = fromJson<std::remove_cvref_t<decltype(setting)>>((*object)[name])) {
                const auto outside = faultOf(*value, range);
                if (!outside) {
                    setting = std::move(*value);
                    return;
                }
                fault = *outside;
            }
        } catch (const nlohmann::json::exception&) { // another kind of value
        }
        reading.problems.push_back({Fault::InvalidSetting, name, fault + ": the default is used", std::nullopt});
    });
    return reading;
}

Result<void> writeSettings(const fs::path& file, const Settings& settings)
{
    if (auto valid = validate(settings); !valid)
        return valid;
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    Json object = Json::object();
    if (const auto bytes = readFile(file)) {
        if (auto before = objectIn(*bytes))
            object = std::move(*before);
        else if (auto kept = writeFileAtomically(fs::path(file.string() + ".broken"), *bytes); !kept)
            return kept;
    }
    migrate(object);
    object[kVersionKey] = std::max(kVersion, object.value(kVersionKey, Json(kVersion)).is_number_integer()
                                                 ? object.value(kVersionKey, kVersion)
                                                 : kVersion);
    visitAll(settings, [&](const char* name, const auto& setting, const Range&) { object[name] = toJson(setting); });
    return writeFileAtomically(file, object.dump(2, ' ', false, Json::error_handler_t::replace) + '\n');
}

Result<void> validate(const Settings& settings)
{
    Result<void> valid;
    visitAll(settings, [&](const char* name, const auto& setting, const Range& range) {
        if (auto fault = faultOf(setting, range); fault && valid)
            valid = failure(Fault::InvalidSetting, name, *fault);
    });
    return valid;
}

std::vector<std::string> settingNames()
{
    std::vector<std::string> names;
    const Settings settings;
    visitAll(settings, [&](const char* name, const auto&, const Range&) { names.emplace_back(name); });
    return names;
}

std::vector<std::string> changedSettings(const Settings& settings)
{
    std::vector<std::string> changed;
    for (const std::string& name : settingNames()) {
        Settings other = settings;
        if (reset(other, name) && !(other == settings))
            changed.push_back(name);
    }
    return changed;
}

Result<void> reset(Settings& settings, std::string_view name)
{
    bool found = false;
    const Json defaults = [] {
        Json object;
        const Settings fresh;
        visitAll(fresh, [&](const char* key, const auto& setting, const Range&) { object[key] = toJson(setting); });
        return object;
    }();
    visitAll(settings, [&](const char* key, auto& setting, const Range&) {
        if (name != key)
            return;
        found = true;
        setting = *fromJson<std::remove_cvref_t<decltype(setting)>>(defaults[key]);
    });
    return found ? Result<void>() : failure(Fault::InvalidSetting, std::string(name), "there is no such setting");
}

bool isRemembered(std::string_view name)
{
    return std::ranges::find(kRemembered, name) != std::end(kRemembered);
}

void noteRecent(std::vector<std::string>& recent, const fs::path& place)
{
    const std::string known = fs::absolute(place).lexically_normal().string();
    std::erase(recent, known);
    recent.insert(recent.begin(), known);
    recent.resize(std::min(recent.size(), kMostRecent));
}

} // namespace cadenza::project
