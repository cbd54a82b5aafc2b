#include "core/elsewhere/run_status.h"

#include "core/base/file.h"
#include "core/elsewhere/foreign.h"
#include "core/elsewhere/training_folder.h"
#include "core/project/record_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>

namespace cadenza::elsewhere {
namespace {

using Json = nlohmann::ordered_json;
using Phase = RunStatus::Phase;

constexpr std::array<std::string_view, 4> kPhases{"running", "stopped", "finished", "failed"};
constexpr std::size_t kLargestFile = std::size_t{1} << 20; ///< bytes; ours have about a thousand
constexpr std::int64_t kLastSecond = 253'402'300'799;      ///< of the year 9999

/// Older files do not say.
std::uint64_t bytesIn(const Json& json)
{
    const auto given = json.find("reports");
    return given != json.end() && given->is_number_unsigned() ? given->get<std::uint64_t>() : 0;
}

std::int64_t momentIn(const Json& json)
{
    return json.is_number_integer() ? std::clamp<std::int64_t>(json.get<std::int64_t>(), 0, kLastSecond) : 0;
}

} // namespace

Result<void> writeStatus(const std::filesystem::path& result, const RunStatus& status)
{
    const Json json{{"order", status.order},     {"state", kPhases[static_cast<std::size_t>(status.phase)]},
                    {"host", status.host},       {"begun", status.begun},
                    {"alive", status.alive},     {"message", status.message},
                    {"reports", status.reports}, {"facts", Json::parse(project::toJson(status.facts))},
                    {"model", status.model}};
    return writeFileAtomically(result / kStateFile, json.dump(1, ' ', false, Json::error_handler_t::replace) + '\n');
}

std::optional<RunStatus> readStatus(const std::filesystem::path& result)
try {
    std::error_code error;
    if (std::filesystem::file_size(result / kStateFile, error) > kLargestFile || error)
        return std::nullopt;
    const auto bytes = readFile(result / kStateFile);
    if (!bytes)
        return std::nullopt;
    const Json json = Json::parse(std::string_view(reinterpret_cast<const char*>(bytes->data()), bytes->size()));
    const auto phase = std::ranges::find(kPhases, json.at("state").get<std::string>());
    if (phase == kPhases.end())
        return std::nullopt;
    return RunStatus{.order = json.at("order"),
                     .phase = static_cast<Phase>(phase - kPhases.begin()),
                     .host = shortened(json.at("host"), kLongestWord),
                     .begun = momentIn(json.at("begun")),
                     .alive = momentIn(json.at("alive")),
                     .message = shortened(json.at("message"), kLongestMessage),
                     .reports = bytesIn(json),
                     .facts = plausible(project::factsFromJson(json.at("facts").dump())),
                     .model = json.at("model")};
} catch (const nlohmann::json::exception&) { // half-copied
    return std::nullopt;
}

} // namespace cadenza::elsewhere
