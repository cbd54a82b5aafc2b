#pragma once

#include "core/base/result.h"
#include "core/generation/settings.h"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace cadenza::app {

/// Settings of takes from a JSON file. Fails as reading it and `settingsFromJson` do, naming the file.
[[nodiscard]] Result<generation::GenerationSettings> generationSettingsFrom(const std::string& file);

/// Every dial of a take as a flag, over those of a settings file, over the defaults.
class GenerationFlags {
public:
    /// Adds the flags, and `--settings`, to a command.
    void addTo(CLI::App& command);

    /// What was asked for. `composers` are the names of the model's classes from 1. Fails with InvalidSetting or as
    /// reading the settings file fails.
    [[nodiscard]] Result<generation::GenerationSettings> settings(std::span<const std::string> composers) const;

private:
    using Change = std::function<Result<void>(generation::GenerationSettings&)>;

    template <class Value>
    void addChecked(CLI::App& command, const std::string& flag, const std::string& help,
                    std::function<Result<void>(generation::GenerationSettings&, const Value&)> set);
    template <class Value>
    void add(CLI::App& command, const std::string& flag, const std::string& help,
             std::function<void(generation::GenerationSettings&, const Value&)> set);
    void addSampling(CLI::App& command, const std::string& name,
                     generation::AttributeSampling generation::GenerationSettings::* attribute);
    void addWishes(CLI::App& command);

    std::string file_;
    std::string composer_;
    std::vector<Change> changes_;
};

} // namespace cadenza::app
