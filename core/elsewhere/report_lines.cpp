#include "core/elsewhere/report_lines.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <system_error>
#include <utility>

namespace cadenza::elsewhere {
namespace {

using Json = nlohmann::ordered_json;

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

/// Throws nlohmann's exceptions. What is no number, such as a gradient without bounds, is written as null.
void read(const Json& json, auto& numbers)
{
    visitNumbers(numbers, [&](const char* name, auto& value) {
        if (const Json& given = json.at(name); !given.is_null())
            given.get_to(value);
    });
}

/// What a file holds from `offset` on; empty where it cannot be read.
std::string textFrom(const std::filesystem::path& file, std::uint64_t offset, std::uint64_t size)
{
    std::ifstream stream(file, std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(offset));
    std::string text(size - offset, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::max<std::streamsize>(stream.gcount(), 0)));
    return text;
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
    read(json, report);
    read(json.at("train"), report.train);
    if (const Json& valid = json.at("valid"); !valid.is_null())
        read(valid, report.valid.emplace());
    return report;
} catch (const nlohmann::json::exception&) {
    return std::nullopt;
}

std::vector<training::TrainingReport> ReportTail::read()
{
    std::error_code error;
    const std::uint64_t size = std::filesystem::file_size(file_, error);
    if (error)
        return {};
    if (size < offset_)
        startAnew();
    const std::string text = textFrom(file_, offset_, size);
    std::vector<training::TrainingReport> reports;
    std::size_t from = 0;
    for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', from)) {
        if (auto report = reportIn(std::string_view(text).substr(from, end - from)))
            reports.push_back(std::move(*report));
        from = end + 1;
    }
    offset_ += from;
    return reports;
}

} // namespace cadenza::elsewhere
