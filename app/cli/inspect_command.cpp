#include "app/cli/command.h"
#include "app/cli/part_words.h"
#include "core/base/explain.h"
#include "core/library/grid_fit.h"
#include "core/library/part_summary.h"
#include "core/library/source_scan.h"
#include "core/midi/instruments.h"
#include "core/midi/midi_reader.h"
#include "core/midi/tempo_map.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <span>
#include <system_error>
#include <vector>

namespace cadenza::app {
namespace {

struct Options {
    std::vector<std::string> paths;
    bool json{false};
    bool strict{false};
};

/// What `inspect` says of one file, over all its sequences.
struct Summary {
    std::size_t notes{0};
    std::size_t drumNotes{0};
    double seconds{0.0};
    double beats{0.0};
    double gridFit{0.0};
    std::vector<library::PartSummary> parts;
};

Summary summaryOf(const midi::MidiReading& reading)
{
    Summary summary;
    std::size_t onsets = 0;
    std::size_t onGrid = 0;
    for (const auto& piece : reading.sequences) {
        const std::size_t notes = piece.noteCount();
        summary.notes += notes;
        for (const library::PartSummary& part : library::partsOf(piece)) {
            summary.drumNotes += part.drums ? part.notes : 0;
            summary.parts.push_back(part);
        }
        summary.seconds += midi::TempoMap(piece).secondsAt(piece.end()).count();
        summary.beats += static_cast<double>(piece.end().value) / piece.ticksPerQuarter;
        const library::GridFit fit = library::gridFit(piece);
        onsets += fit.onsets;
        onGrid += fit.onGrid;
    }
    summary.gridFit = library::GridFit{onsets, onGrid}.share();
    return summary;
}

std::string_view nameOf(midi::Severity severity)
{
    switch (severity) {
    case midi::Severity::Note: return "note";
    case midi::Severity::Warning: return "warning";
    case midi::Severity::Error: return "error";
    }
    return "error";
}

nlohmann::ordered_json jsonOf(const midi::Diagnostic& diagnostic)
{
    nlohmann::ordered_json json{
        {"severity", nameOf(diagnostic.severity)}, {"what", diagnostic.what}, {"track", nullptr}, {"offset", nullptr}};
    if (diagnostic.track)
        json["track"] = *diagnostic.track;
    if (diagnostic.byteOffset)
        json["offset"] = *diagnostic.byteOffset;
    return json;
}

/// One file as far as it could be read, and why there is no music where that is so.
struct Inspected {
    std::string name;
    midi::MidiExamination examination;
    /// Read, if only to find that it holds no note: there was nothing wrong with it.
    [[nodiscard]] bool read() const
    {
        return !examination.error
               || (examination.error->fault == Fault::NoMusic && examination.reading.tracks > 0
                   && std::ranges::none_of(examination.reading.diagnostics, &isError));
    }
    static bool isError(const midi::Diagnostic& found) { return found.severity == midi::Severity::Error; }
    /// A refused file has the reason among its diagnostics, as an error.
    [[nodiscard]] std::vector<midi::Diagnostic> diagnostics() const
    {
        auto all = examination.reading.diagnostics;
        if (!examination.error || std::ranges::any_of(all, &isError))
            return all;
        const Error& error = *examination.error;
        const auto severity = read() ? midi::Severity::Warning : midi::Severity::Error;
        const auto reason = std::ranges::find(all, error.detail, &midi::Diagnostic::what);
        if (reason != all.end())
            reason->severity = severity;
        else
            all.push_back({severity, error.detail.empty() ? explain(error) : error.detail, {}, error.byteOffset});
        return all;
    }
};

void printJson(const Inspected& file)
{
    const midi::MidiReading& reading = file.examination.reading;
    const Summary summary = summaryOf(reading);
    auto diagnostics = nlohmann::ordered_json::array();
    for (const auto& diagnostic : file.diagnostics())
        diagnostics.push_back(jsonOf(diagnostic));
    nlohmann::ordered_json json{
        {"file", file.name},          {"format", reading.format},         {"division", reading.division},
        {"tracks", reading.tracks},   {"notes", summary.notes},           {"drumNotes", summary.drumNotes},
        {"seconds", summary.seconds}, {"beats", summary.beats},           {"gridFit", summary.gridFit},
        {"diagnostics", diagnostics}, {"parts", partsJson(summary.parts)}};
    if (!reading.hasHeader)
        json["format"] = json["division"] = nullptr;
    printJsonLine(json);
}

void printWords(const Inspected& file)
{
    const midi::MidiReading& reading = file.examination.reading;
    const Summary summary = summaryOf(reading);
    std::cout << file.name << ": format " << reading.format << ", " << reading.tracks << " tracks, " << summary.notes
              << " notes, " << summary.seconds << " s, " << summary.gridFit * 100.0 << " % of onsets on the grid\n";
    for (std::size_t i = 0; summary.parts.size() > 1 && i < summary.parts.size(); ++i) {
        const midi::Part part = library::silentPart(summary.parts[i]);
        std::cout << "  part " << i + 1 << ": " << midi::labelOf(part)
                  << (part.name.empty() ? std::string() : " (" + std::string(midi::instrumentOf(part)) + ')') << ", "
                  << summary.parts[i].notes << " notes\n";
    }
    for (const auto& diagnostic : file.diagnostics()) {
        std::cout << "  " << nameOf(diagnostic.severity) << ": " << diagnostic.what;
        if (diagnostic.track)
            std::cout << ", track " << *diagnostic.track;
        if (diagnostic.byteOffset)
            std::cout << ", byte " << *diagnostic.byteOffset;
        std::cout << '\n';
    }
}

/// Prints what was found; a file that gave nothing is an error as well. Returns whether it was read.
bool tell(const Inspected& file, const Options& options, CommandContext& context)
{
    if (options.json)
        printJson(file);
    else if (file.read())
        printWords(file);
    if (file.read())
        return true;
    Error why = *file.examination.error;
    why.subject = file.name;
    report(context, why);
    return false;
}

Inspected inspect(const library::MidiSource& source, const std::string& name, midi::Strictness strictness)
{
    const auto bytes = source.read();
    if (!bytes)
        return {name, {{}, bytes.error()}};
    return {name, midi::examineMidi(*bytes, strictness)};
}

/// Tells of every file under one argument; a file is called what the argument calls it. Whether any was read.
bool inspectAll(const std::string& argument, const Options& options, CommandContext& context)
{
    const auto paths = resolvePaths(std::span(&argument, 1));
    const library::Scan scan = library::scanSources(paths, context.stop);
    std::error_code ignored;
    const bool isFile = !std::filesystem::is_directory(paths.front(), ignored);
    const auto strictness = options.strict ? midi::Strictness::Strict : midi::Strictness::Lenient;
    bool anyRead = false;
    for (const auto& skipped : scan.skipped)
        tell({isFile && skipped.source.empty() ? argument : skipped.subject, {{}, skipped.error}}, options, context);
    for (const library::MidiSource& source : scan.sources) {
        if (context.stop.stop_requested())
            break;
        const std::string name = isFile && !source.archive ? argument : source.id();
        anyRead = tell(inspect(source, name, strictness), options, context) || anyRead;
    }
    if (scan.sources.empty() && scan.skipped.empty())
        report(context, {Fault::NoMusic, argument, {}, {}});
    return anyRead;
}

void run(const Options& options, CommandContext& context)
{
    bool anyRead = false;
    for (const std::string& argument : options.paths)
        anyRead = inspectAll(argument, options, context) || anyRead;
    context.exitStatus = anyRead ? 0 : 1;
}

} // namespace

void addInspectCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand(
        "inspect",
        "Say what MIDI files hold and what is wrong with them.\n"
        "notes counts every note-on with a velocity, drums (channel 10) included; drumNotes is their share.\n"
        "seconds and beats reach to the end of the last note; gridFit is the share of onsets within a tick of\n"
        "24 steps per quarter; parts are instruments; the sequences of a format 2 file are added up.\n"
        "Exit status: 0 when a file was read, whatever its diagnostics; 1 when none could be.");
    command->add_option("PATH", options->paths, "MIDI files, folders, zips, “starter” or “ensembles”")->required();
    command->add_flag("--json", options->json,
                      "One JSON object a line for every file; for one that is refused, diagnostics give the reason");
    command->add_flag("--strict", options->strict, "Refuse what breaks the specification");
    command->callback([options, &context] { run(*options, context); });
}

} // namespace cadenza::app
