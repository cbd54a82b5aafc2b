#include "core/elsewhere/report_lines.h"

#include "core/elsewhere/foreign.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <system_error>
#include <type_traits>
#include <utility>

namespace cadenza::elsewhere {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kBlock = std::size_t{1} << 20; ///< bytes that are read at once; no line of ours is as long

/// Visits every number by name: the one list that reading and writing share.
void visitNumbers(auto& tally, auto&& visit)
    requires std::is_same_v<std::remove_cvref_t<decltype(tally)>, training::Tally>
{
    visit("notes", tally.notes);
    visit("step", tally.step);
    visit("part", tally.part);
    visit("pitch", tally.pitch);
    visit("duration", tally.duration);
    visit("velocity", tally.velocity);
    visit("tempo", tally.tempo);
    visit("pedal", tally.pedal);
    visit("stepRight", tally.stepRight);
    visit("pitchRight", tally.pitchRight);
    visit("durationRight", tally.durationRight);
    visit("velocityRight", tally.velocityRight);
}

void visitNumbers(auto& report, auto&& visit)
    requires std::is_same_v<std::remove_cvref_t<decltype(report)>, training::TrainingReport>
{
    visit("epoch", report.epoch);
    visit("progress", report.progress);
    visit("notes", report.notes);
    visit("seconds", report.seconds);
    visit("trainNll", report.trainNll);
    visit("learningRate", report.learningRate);
    visit("gradientNorm", report.gradientNorm);
    visit("notesPerSecond", report.notesPerSecond);
    visit("peakMemoryMB", report.peakMemoryMB);
}

Json jsonOf(const auto& numbers)
{
    Json json = Json::object();
    visitNumbers(numbers, [&](const char* name, const auto& value) { json[name] = value; });
    return json;
}

/// Throws nlohmann's exceptions. What is no number, such as a gradient without bounds, is written as null. False where
/// one is larger than a run could give.
bool read(const Json& json, auto& numbers)
{
    bool plausible = true;
    visitNumbers(numbers, [&](const char* name, auto& value) {
        const Json& given = json.at(name);
        if (given.is_null())
            return;
        const double number = given.get<double>();
        const double least = std::is_unsigned_v<std::remove_reference_t<decltype(value)>> ? 0.0 : -kLargest;
        if (number >= least && number <= kLargest)
            given.get_to(value);
        else
            plausible = false;
    });
    return plausible;
}

bool isPlausible(const training::TrainingReport& report)
{
    return report.progress >= 0.0 && report.progress <= 1.0 && report.epoch >= 0.0 && report.seconds >= 0.0
           && (!report.valid || report.valid->notes > 0.0);
}

/// As much of a file as lies in one block from `offset` on; empty where it cannot be read.
std::string blockFrom(std::ifstream& stream, std::uint64_t offset)
{
    std::string block(kBlock, '\0');
    stream.clear();
    stream.seekg(static_cast<std::streamoff>(offset));
    stream.read(block.data(), static_cast<std::streamsize>(block.size()));
    block.resize(static_cast<std::size_t>(std::max<std::streamsize>(stream.gcount(), 0)));
    return block;
}

/// Adds the reports of all whole lines, and says where the rest begins.
std::size_t takeLines(std::string_view block, std::vector<training::TrainingReport>& reports)
{
    std::size_t from = 0;
    for (std::size_t end = block.find('\n'); end != std::string_view::npos; end = block.find('\n', from)) {
        if (auto report = reportIn(block.substr(from, end - from)))
            reports.push_back(std::move(*report));
        from = end + 1;
    }
    return from;
}

} // namespace

std::string lineOf(const training::TrainingReport& report)
{
    Json json = jsonOf(report);
    json["train"] = jsonOf(report.train);
    json["valid"] = report.valid ? jsonOf(*report.valid) : Json();
    return json.dump() + '\n';
}

std::optional<training::TrainingReport> reportIn(std::string_view line)
try {
    const Json json = Json::parse(line);
    training::TrainingReport report;
    bool plausible = read(json, report) && read(json.at("train"), report.train);
    if (const Json& valid = json.at("valid"); !valid.is_null())
        plausible = read(valid, report.valid.emplace()) && plausible;
    return plausible && isPlausible(report) ? std::optional(std::move(report)) : std::nullopt;
} catch (const nlohmann::json::exception&) {
    return std::nullopt;
}

std::vector<training::TrainingReport> ReportTail::read()
{
    std::error_code error;
    const bool isFile = std::filesystem::is_regular_file(file_, error); // a pipe would hold us up
    const std::uint64_t size = isFile ? std::filesystem::file_size(file_, error) : 0;
    if (!isFile || error)
        return {};
    if (size < offset_)
        startAnew();
    std::ifstream stream(file_, std::ios::binary);
    std::vector<training::TrainingReport> reports;
    while (offset_ < size) {
        const std::string block = blockFrom(stream, offset_);
        std::size_t taken = takeLines(block, reports);
        if (taken == 0 && block.size() == kBlock)
            taken = kBlock; // within a line that is none of ours
        if (taken == 0)
            break;
        offset_ += taken;
    }
    return reports;
}

} // namespace cadenza::elsewhere
