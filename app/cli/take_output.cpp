#include "app/cli/take_output.h"

#include "app/cli/command.h"
#include "app/cli/originality_json.h"
#include "core/export/export.h"
#include "core/generation/measures.h"
#include "core/generation/settings_json.h"

#include <algorithm>
#include <iomanip>
#include <iostream>
#include <numeric>
#include <sstream>
#include <system_error>
#include <utility>

namespace cadenza::app {
namespace {

Result<void> makeFolder(const std::filesystem::path& folder)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        return failure(Fault::NotWritable, folder.string(), error.message());
    return {};
}

nlohmann::ordered_json measuresOf(const generation::Take& take)
{
    const generation::Measures measured = generation::measure(take.piece, take.seedNotes);
    nlohmann::ordered_json object;
    for (const auto& [name, measure] : generation::kMeasures)
        object[name] = measured.*measure;
    return object;
}

nlohmann::ordered_json interventionsOf(const generation::Take& take)
{
    using enum generation::InterventionKind;
    const auto count = [&](generation::InterventionKind kind) {
        return std::ranges::count(take.interventions, kind, &generation::Intervention::kind);
    };
    return {{"weighed", count(Weighed)}, {"warmed", count(Warmed)}, {"takenBack", count(TakenBack)}};
}

nlohmann::ordered_json jsonOf(const generation::Take& take, const std::filesystem::path& path)
{
    const double surprise = std::accumulate(take.surprise.begin(), take.surprise.end(), 0.0);
    return {{"file", path.string()},
            {"take", take.index},
            {"notes", take.events.size()},
            {"seedNotes", take.seedNotes},
            {"randomSeed", take.randomSeed},
            {"model", take.modelHash},
            {"surprise", surprise / std::max(static_cast<double>(take.surprise.size()), 1.0)},
            {"interventions", interventionsOf(take)},
            {"measures", measuresOf(take)}};
}

} // namespace

TakeOutput::TakeOutput(std::filesystem::path folder, Form form, const model::Model& model)
    : folder_(std::move(folder)), form_(form)
{
    if (form == Form::Json && model.fingerprints)
        index_.emplace(model.fingerprints);
}

/// What it owes to the training music, beside what people's music does.
nlohmann::ordered_json TakeOutput::originalityOf(const generation::Take& take) const
{
    if (!index_)
        return nullptr;
    auto object = app::jsonOf(resemblanceOf(*index_, take.events));
    object["human"] = humanBaselineOf(index_->fingerprints());
    return object;
}

Result<void> TakeOutput::write(const generation::Take& take, const nlohmann::ordered_json& more)
{
    if (auto made = makeFolder(folder_); !made)
        return made;
    std::ostringstream name;
    name << "take-" << std::setw(2) << std::setfill('0') << ++written_ << ".mid";
    const auto path = folder_ / name.str();
    const bool whole = take.settings.includeSeed || take.events.empty();
    const auto music = whole ? take.piece : midi::excerpt(take.piece, take.seedNotes, take.events.size());
    if (auto written = exporting::exportMidi(music, path); !written)
        return written;
    if (form_ == Form::Lines) {
        std::cout << path.string() << '\n';
        return {};
    }
    auto object = jsonOf(take, path);
    object["originality"] = originalityOf(take);
    object["settings"] = nlohmann::ordered_json::parse(generation::toJson(take.settings));
    if (!more.is_null())
        object.update(more);
    printJsonLine(object);
    return {};
}

} // namespace cadenza::app
