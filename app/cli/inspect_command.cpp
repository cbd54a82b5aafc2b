#include "app/cli/command.h"
#include "core/base/explain.h"
#include "core/base/file.h"
#include "core/library/grid_fit.h"
#include "core/library/source_scan.h"
#include "core/midi/midi_reader.h"
#include "core/midi/tempo_map.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

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
};

Summary summaryOf(const midi::MidiReading& reading)
{
    Summary summary;
    std::size_t onsets = 0;
    std::size_t onGrid = 0;
    for (const auto& piece : reading.sequences) {
        const std::size_t notes = piece.noteCount();
        summary.notes += notes;
        for (const auto& part : piece.parts)
            if (part.drums)
                summary.drumNotes += part.notes.size();
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

void print(const std::string& name, const midi::MidiReading& reading, bool json)
{
    const Summary summary = summaryOf(reading);
    if (json) {
        auto diagnostics = nlohmann::ordered_json::array();
        for (const auto& diagnostic : reading.diagnostics)
            diagnostics.push_back(jsonOf(diagnostic));
        return printJsonLine({{"file", name},
                              {"format", reading.format},
                              {"division", reading.division},
                              {"tracks", reading.tracks},
                              {"notes", summary.notes},
                              {"drumNotes", summary.drumNotes},
                              {"seconds", summary.seconds},
                              {"beats", summary.beats},
                              {"gridFit", summary.gridFit},
                              {"diagnostics", diagnostics}});
    }
    std::cout << name << ": format " << reading.format << ", " << reading.tracks << " tracks, " << summary.notes
              << " notes, " << summary.seconds << " s, " << summary.gridFit * 100.0 << " % of onsets on the grid\n";
    for (const auto& diagnostic : reading.diagnostics) {
        std::cout << "  " << nameOf(diagnostic.severity) << ": " << diagnostic.what;
        if (diagnostic.track)
            std::cout << ", track " << *diagnostic.track;
        if (diagnostic.byteOffset)
            std::cout << ", byte " << *diagnostic.byteOffset;
        std::cout << '\n';
    }
}

Result<std::vector<std::byte>> bytesOf(const library::MidiSource& source)
{
    return source.archive ? source.archive->read(source.member) : readFile(source.path);
}

void run(const Options& options, CommandContext& context)
{
    const auto paths = resolvePaths(options.paths);
    const library::Scan scan = library::scanSources(paths, context.stop);
    for (const auto& skipped : scan.skipped)
        report(context, skipped.error);

    bool anyRead = false;
    const auto strictness = options.strict ? midi::Strictness::Strict : midi::Strictness::Lenient;
    for (const library::MidiSource& source : scan.sources) {
        const auto bytes = bytesOf(source);
        auto reading = bytes ? midi::readMidi(*bytes, strictness) : std::unexpected(bytes.error());
        if (reading) {
            anyRead = true;
            print(source.id(), *reading, options.json);
        } else {
            reading.error().subject = source.id();
            report(context, reading.error());
        }
    }
    if (scan.sources.empty() && scan.skipped.empty())
        report(context, {Fault::NoMusic, options.paths.front(), {}, {}});
    context.exitStatus = anyRead ? 0 : 1;
}

} // namespace

void addInspectCommand(CLI::App& app, CommandContext& context)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("inspect", "Say what MIDI files hold and what is wrong with them");
    command->add_option("PATH", options->paths, "MIDI files, folders, zips, or “starter”")->required();
    command->add_flag("--json", options->json, "One JSON object a file");
    command->add_flag("--strict", options->strict, "Refuse what breaks the specification");
    command->callback([options, &context] { run(*options, context); });
}

} // namespace cadenza::app
