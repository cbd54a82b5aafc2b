#include "app/cli/bench/bench.h"
#include "app/cli/bench/child.h"
#include "app/cli/bench/scratch.h"
#include "app/resources.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cadenza::app::bench {
namespace {

using Line = std::function<void(const std::string&)>;

/// Runs the window without a screen, unless the environment names one, and hands on each line it prints.
Result<void> runWindow(const std::string& environment, const std::string& arguments, const Line& read)
{
    const auto window = executableFolder() / "cadenza";
    const std::string command = environment + " QT_QPA_PLATFORM=${QT_QPA_PLATFORM:-offscreen} exec '" + window.string()
                                + "' --benchmark " + arguments + " 2>/dev/null";
    return readLinesOf(command, read);
}

std::optional<Figure> figureIn(const std::string& line)
{
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (!json.is_object() || !json.contains("metric"))
        return std::nullopt;
    return Figure{json["bench"], json["metric"], json["value"], json["unit"]};
}

} // namespace

Result<void> benchWindow(const FigureSink& tell)
{
    const Scratch scratch;
    return runWindow({}, "--demonstrate '" + scratch.folder().string() + '\'', [&](const std::string& line) {
        if (const auto figure = figureIn(line))
            tell(*figure);
    });
}

Result<void> benchStart(const FigureSink& tell)
{
    constexpr int kStarts = 21;
    using Clock = std::chrono::steady_clock;
    const Scratch scratch; // the first start is someone's very first
    std::string environment;
    for (const char* place : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"})
        environment += std::string(place) + "='" + scratch.folder().string() + "' ";
    std::vector<double> milliseconds;
    std::map<std::string, Figure> most;
    for (int start = 0; start < kStarts; ++start) {
        std::optional<Clock::time_point> painted;
        const auto begun = Clock::now();
        const auto run = runWindow(environment, "--silent", [&](const std::string& line) {
            painted = painted.value_or(Clock::now());
            if (const auto figure = figureIn(line)) {
                Figure& highest = most.try_emplace(figure->metric, *figure).first->second;
                highest.value = std::max(highest.value, figure->value);
            }
        });
        if (!run)
            return run;
        milliseconds.push_back(std::chrono::duration<double, std::milli>(*painted - begun).count());
    }
    tell({"start", "first start, painted", milliseconds.front(), "ms"});
    tell({"start", "painted, median", medianOf(milliseconds), "ms"});
    for (const auto& [metric, figure] : most)
        tell(figure);
    return {};
}

} // namespace cadenza::app::bench
