// Runs: how a project keeps the books of training.
#include "core/library/sqlite_statement.h"
#include "core/midi/midi_reader.h"
#include "core/midi/midi_writer.h"
#include "core/project/item_rows.h"
#include "core/project/project.h"
#include "core/project/project_folder.h"
#include "core/project/record_bytes.h"
#include "core/project/record_json.h"
#include "core/training/history.h"

#include <algorithm>
#include <string>
#include <system_error>

namespace cadenza::project {

namespace fs = std::filesystem;
using library::Statement;

Result<std::vector<Run>> Project::runs(Which which) const
{
    const std::scoped_lock lock(mutex_);
    Statement rows(database_.handle(),
                   "SELECT id, name, note, state, selection, model, created, ended, config, facts FROM runs "
                   "LEFT JOIN runFacts ON run=id"
                       + std::string(deletedIs(which == Which::Deleted)));
    std::vector<Run> runs;
    while (rows.next()) {
        Run& run = runs.emplace_back();
        run.id = {rows.integer(0)};
        run.name = rows.text(1);
        run.note = rows.text(2);
        run.state =
            static_cast<RunState>(std::clamp<std::int64_t>(rows.integer(3), 0, static_cast<int>(RunState::Elsewhere)));
        run.selection = {rows.integer(4)};
        run.model = {rows.integer(5)};
        run.started = timeIn(rows, 6);
        if (rows.integer(7) != 0)
            run.ended = timeIn(rows, 7);
        run.config = configFromJson(rows.text(8));
        run.facts = factsFromJson(rows.text(9));
    }
    if (rows.failed())
        return std::unexpected(database_.error());
    return runs;
}

Result<std::vector<training::TrainingReport>> Project::historyOf(RunId run) const
{
    const std::scoped_lock lock(mutex_);
    Statement rows(database_.handle(), "SELECT data FROM reports WHERE run=? ORDER BY id");
    rows.bind(1, run.value);
    std::vector<training::TrainingReport> reports;
    while (rows.next())
        training::addTo(reports, reportFrom(rows.blob(0)));
    if (rows.failed())
        return std::unexpected(database_.error());
    return reports;
}

Result<RunId> Project::beginRun(std::string_view name, const training::TrainingConfig& config, SelectionId selection)
{
    constexpr RowSql sql{"INSERT INTO runs(name, created, state, selection, model, config) VALUES(?1,?2,?3,?4,0,?5)",
                         ""};
    return putRow<RunId>({}, sql, [&](Statement& row) {
        row.bind(1, name).bind(2, now()).bind(3, static_cast<std::int64_t>(RunState::Running));
        row.bind(4, selection.value).bind(5, toJson(config));
    });
}

Result<void> Project::addReports(RunId run, std::span<const training::TrainingReport> reports)
{
    return change([&]() -> Result<void> {
        Statement insert(database_.handle(), "INSERT INTO reports(run, data) VALUES(?,?)");
        for (const training::TrainingReport& report : reports)
            if (auto done = stored(insert.bind(1, run.value).bind(2, toBytes(report)), database_); !done)
                return done;
        return {};
    });
}

Result<void> Project::setFacts(RunId run, const training::RunFacts& facts)
{
    return change([&] {
        Statement put(database_.handle(), "INSERT OR REPLACE INTO runFacts(run, facts) VALUES(?,?)");
        return stored(put.bind(1, run.value).bind(2, toJson(facts)), database_);
    });
}

Result<std::vector<generation::Preview>> Project::previewsOf(RunId run) const
{
    const std::scoped_lock lock(mutex_);
    Statement rows(database_.handle(), "SELECT seconds, seedNotes, midi FROM previews WHERE run=? ORDER BY seconds");
    rows.bind(1, run.value);
    std::vector<generation::Preview> previews;
    while (rows.next())
        if (auto reading = midi::readMidi(rows.blob(2)); reading && !reading->sequences.empty())
            previews.push_back({rows.real(0), static_cast<std::size_t>(std::max<std::int64_t>(rows.integer(1), 0)),
                                std::make_shared<const midi::Piece>(std::move(reading->sequences.front()))});
    if (rows.failed())
        return std::unexpected(database_.error());
    return previews;
}

Result<void> Project::addPreview(RunId run, const generation::Preview& preview)
{
    return change([&]() -> Result<void> {
        Statement repeated(database_.handle(), "DELETE FROM previews WHERE run=? AND seconds>=?");
        if (auto gone = stored(repeated.bind(1, run.value).bind(2, preview.seconds), database_); !gone)
            return gone;
        Statement insert(database_.handle(), "INSERT INTO previews(run, seconds, seedNotes, midi) VALUES(?,?,?,?)");
        insert.bind(1, run.value).bind(2, preview.seconds).bind(3, static_cast<std::int64_t>(preview.seedNotes));
        return stored(insert.bind(4, midi::writeMidi(*preview.piece)), database_);
    });
}

Result<void> Project::setState(RunId run, RunState state)
{
    const auto done = change([&]() -> Result<void> {
        const bool over = state == RunState::Finished || state == RunState::Stopped || state == RunState::Failed;
        if (auto ended = changeRow(run, "ended=nullif(?1, 0)", over ? now() : std::int64_t{0}); !ended)
            return ended;
        return changeRow(run, "state=?1", static_cast<std::int64_t>(state));
    });
    if (done && state == RunState::Finished) {
        std::error_code ignored; // it stays for `tidy`
        fs::remove(checkpointOf(run), ignored);
    }
    return done;
}

fs::path Project::checkpointOf(RunId run) const
{
    return folder_ / kCheckpoints / ("run-" + std::to_string(run.value) + ".checkpoint");
}

} // namespace cadenza::project
