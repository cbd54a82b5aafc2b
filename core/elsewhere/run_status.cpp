#include "core/elsewhere/run_status.h"

#include "core/base/file.h"
#include "core/elsewhere/training_folder.h"
#include "core/project/record_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace cadenza::elsewhere {
namespace {

using Json = nlohmann::ordered_json;
using Phase = RunStatus::Phase;

constexpr std::array<std::string_view, 4> kPhases{"running", "stopped", "finished", "failed"};

} // namespace

Result<void> writeStatus(const std::filesystem::path& result, const RunStatus& status)
{
    const Json json{{"order", status.order},
                    {"state", kPhases[static_cast<std::size_t>(status.phase)]},
                    {"host", status.host},
                    {"begun", status.begun},
                    {"alive", status.alive},
                    {"message", status.message},
                    {"facts", Json::parse(project::toJson(status.facts))},
                    {"model", status.model}};
    return writeFileAtomically(result / kStateFile, json.dump(1, ' ', false, Json::error_handler_t::replace) + '\n');
}

std::optional<RunStatus> readStatus(const std::filesystem::path& result)
try {
    const auto bytes = readFile(result / kStateFile);
    if (!bytes)
        return std::nullopt;
    const Json json = Json::parse(std::string_view(reinterpret_cast<const char*>(bytes->data()), bytes->size()));
    const auto phase = std::ranges::find(kPhases, json.at("state").get<std::string>());
    if (phase == kPhases.end())
        return std::nullopt;
    return RunStatus{.order = json.at("order"),
                     .phase = static_cast<Phase>(phase - kPhases.begin()),
                     .host = json.at("host"),
                     .begun = json.at("begun"),
                     .alive = json.at("alive"),
                     .message = json.at("message"),
                     .facts = project::factsFromJson(json.at("facts").dump()),
                     .model = json.at("model")};
} catch (const nlohmann::json::exception&) { // half-copied
    return std::nullopt;
}

} // namespace cadenza::elsewhere
