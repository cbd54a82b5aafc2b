#include "tests/reliability/session.h"

#include "core/base/file.h"
#include "core/export/export.h"
#include "core/library/archive.h"
#include "core/library/library_index.h"
#include "core/midi/midi_reader.h"
#include "core/midi/midi_writer.h"
#include "core/project/project_copy.h"
#include "core/project/recovery.h"
#include "core/project/sources.h"
#include "core/training/checkpoint.h"
#include "tests/core/project/project_things.h"

#include <algorithm>
#include <sstream>

namespace cadenza::test {

namespace fs = std::filesystem;
using namespace cadenza::project;

namespace {

constexpr int kTakesMade = 3;
constexpr int kReportBlocks = 3;
constexpr int kPiecesThere = 3;

/// The version that a later program makes of the project at the end of the session.
Schema laterSchema()
{
    static const std::vector<SchemaStep> steps = [] {
        std::vector<SchemaStep> all(currentSchema().begin(), currentSchema().end());
        all.push_back({"ALTER TABLE takes ADD COLUMN colour TEXT; UPDATE takes SET colour='teal';"
                       "CREATE TABLE later(id INTEGER PRIMARY KEY); INSERT INTO later SELECT id FROM takes"});
        return all;
    }();
    return steps;
}

fs::path placeOf(const fs::path& root)
{
    return root / "project";
}

void import(Project& project, const fs::path& root, const Confirm& confirm)
{
    confirm("step import");
    const fs::path paths[] = {root / "music"};
    auto index = library::LibraryIndex::open(root / "library.db");
    const auto indexed = index ? index->import(paths) : std::unexpected(index.error());
    const auto library = indexed ? Result<library::Library>(indexed->library) : library::importLibrary(paths);
    const auto described = library ? describeSource(paths[0], *library) : std::unexpected(library.error());
    if (described && project.addSource(described->source, described->pieces))
        confirm("pieces " + std::to_string(described->pieces.size()));
    if (project.put(project::Seed{.name = "dawn", .first = 3, .count = 64}))
        confirm("seed dawn");
    if (project.put(Selection{.name = "all", .pieces = {{{1}, "0.mid"}}}))
        confirm("selection all");
}

void train(Project& project, const Confirm& confirm)
{
    confirm("step training");
    const auto run = project.beginRun("run", {});
    if (!run)
        return;
    confirm("run run");
    for (int block = 0; block < kReportBlocks; ++block) {
        const std::vector reports{report(2 * block), report(2 * block + 1)};
        training::Checkpoint checkpoint;
        checkpoint.fingerprint = "f";
        checkpoint.learner.resize(3000);
        if (training::writeCheckpoint(project.checkpointOf(*run), checkpoint))
            confirm("checkpoint");
        if (!project.addReports(*run, reports))
            return;
        confirm("reports " + std::to_string(2 * block + 2));
    }
    if (project.addModel(*smallModel(1), "model", *run))
        confirm("model model");
    if (project.setState(*run, RunState::Stopped))
        confirm("stopped run");
}

void generate(Project& project, const Confirm& confirm)
{
    confirm("step generation");
    for (int i = 0; i < kTakesMade; ++i)
        if (const auto take = project.addTake(someTake(static_cast<std::uint64_t>(i)), {.name = std::to_string(i)})) {
            confirm("take " + std::to_string(i));
            if (project.setNote(*take, "heard"))
                confirm("heard " + std::to_string(i));
        }
    if (project.setState("page", StateValue(std::int64_t{4})))
        confirm("page 4");
}

void edit(Project& project, const Confirm& confirm)
{
    confirm("step editing");
    const auto doomed = project.addTake(someTake(7), {.name = "doomed"});
    if (doomed && project.history().perform("Delete", [&] { return project.remove(*doomed); })) {
        confirm("gone doomed");
        if (project.tidy())
            confirm("tidied doomed");
    }
    const auto wrong = project.addTake(someTake(8), {.name = "kept"});
    if (wrong && project.history().perform("Delete", [&] { return project.remove(*wrong); })
        && project.history().undo())
        confirm("take kept");
}

void exportThings(Project& project, const fs::path& root, const Confirm& confirm)
{
    confirm("step export");
    if (exporting::exportMidi(someTake(1).piece, root / "out.mid"))
        confirm("exported");
    const auto models = project.models();
    if (models && !models->empty() && project.exportModel(models->front().id, root / "out.safetensors"))
        confirm("exportedModel");
}

void pack(Project& project, const fs::path& root, const Confirm& confirm)
{
    confirm("step archive");
    if (project.backUp())
        confirm("backup");
    if (archiveProject(project, root / "all.zip")) {
        confirm("zip");
        if (restoreArchive(root / "all.zip", root / "restored"))
            confirm("restored");
    }
    if (duplicateProject(project, root / "copy", "copy"))
        confirm("copied");
}

/// One confirmed word against what is there.
bool holds(const Project& project, const fs::path& root, const std::string& line)
{
    std::istringstream words(line);
    std::string what;
    std::string which;
    words >> what >> which;
    const auto named = [&](const auto& list) {
        return list && std::ranges::any_of(*list, [&](const auto& one) { return one.name == which; });
    };
    const auto opens = [&](const char* folder) {
        const auto other = Project::open(root / folder);
        return other && (*other)->database().faults().empty();
    };
    if (what == "take" || what == "heard") {
        const auto takes = project.takes();
        const auto found = std::ranges::find(*takes, which, &TakeRecord::name);
        return found != takes->end() && project.loadTake(found->id) && (what == "take" || found->note == "heard");
    }
    if (what == "pieces") {
        const auto sources = project.sources();
        return !sources->empty() && project.pieces(sources->front().id)->size() == std::stoul(which);
    }
    if (what == "reports")
        return project.historyOf(project.runs()->front().id)->size() >= std::stoul(which);
    if (what == "checkpoint")
        return training::readCheckpoint(project.checkpointOf(project.runs()->front().id)).has_value();
    if (what == "model") {
        const auto models = project.models();
        return named(models) && project.loadModel(models->front().id);
    }
    if (what == "stopped")
        return project.runs()->front().state == RunState::Stopped;
    if (what == "page")
        return *project.state("page") == StateValue(std::int64_t{4});
    if (what == "gone" || what == "tidied")
        return !named(project.takes()) && (what == "gone" || !named(project.takes(Which::Deleted)));
    if (what == "exported") {
        const auto bytes = readFile(root / "out.mid");
        return bytes && midi::readMidi(*bytes);
    }
    if (what == "exportedModel")
        return model::readModel(root / "out.safetensors").has_value();
    if (what == "zip")
        return library::Archive::open(root / "all.zip").has_value();
    if (what == "backup")
        return Database::open(project.folder() / "backups" / "project.db", Database::Mode::ReadOnly).has_value();
    if (what == "restored")
        return opens("restored");
    if (what == "copied")
        return opens("copy");
    if (what == "later")
        return *versionOf(project.database()) == static_cast<int>(laterSchema().size());
    return what == "seed"        ? named(project.seeds())
           : what == "selection" ? named(project.selections())
           : what == "run"       ? named(project.runs())
                                 : what == "made" || what == "step";
}

} // namespace

void prepareMusic(const fs::path& root)
{
    fs::create_directories(root / "music");
    for (int i = 0; i < kPiecesThere; ++i)
        (void)writeFileAtomically(root / "music" / (std::to_string(i) + ".mid"),
                                  midi::writeMidi(wanderingLine(12 + i)));
}

void workThrough(const fs::path& root, const Confirm& confirm)
{
    confirm("step making");
    {
        auto project = Project::create(placeOf(root), "evening");
        if (!project)
            return;
        confirm("made evening");
        import(**project, root, confirm);
        train(**project, confirm);
        generate(**project, confirm);
        edit(**project, confirm);
        exportThings(**project, root, confirm);
        pack(**project, root, confirm);
    }
    confirm("step migration");
    const auto later = Project::open(placeOf(root), Access::ReadWrite, laterSchema());
    if (later && !(*later)->readOnlyBecause())
        confirm("later");
}

std::string whatIsMissing(const fs::path& root, const std::vector<std::string>& confirmed)
{
    const bool made = std::ranges::find(confirmed, "made evening") != confirmed.end();
    if (!made && !fs::exists(placeOf(root) / "project.db"))
        return {};
    const auto project = Project::open(placeOf(root), Access::ReadWrite, laterSchema());
    if (!project)
        return "it does not open: " + project.error().detail;
    if ((*project)->readOnlyBecause())
        return "it opens read-only";
    const auto health = checkProject(**project);
    if (!health || !health->databaseFaults.empty())
        return "PRAGMA integrity_check: " + (health ? health->databaseFaults : health.error().detail);
    if (!health->missing.empty() || !health->damaged.empty())
        return "a row names a file that is missing or damaged";
    for (const std::string& line : confirmed)
        if (!holds(**project, root, line))
            return "confirmed and gone: " + line;
    return {};
}

} // namespace cadenza::test
