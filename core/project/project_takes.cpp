// Takes: their music in `takes/`, the rows that name it, and what is known of each note.
#include "core/base/file.h"
#include "core/generation/settings_json.h"
#include "core/library/sqlite_statement.h"
#include "core/midi/midi_reader.h"
#include "core/midi/midi_writer.h"
#include "core/project/item_rows.h"
#include "core/project/project.h"
#include "core/project/project_folder.h"
#include "core/project/record_bytes.h"

#include <string>

namespace cadenza::project {

using library::Statement;

namespace {

constexpr std::string_view kColumns =
    "id, name, note, file, seed, model, parent, modelHash, randomSeed, number, notes, "
    "seedNotes, rating, settings, created";

TakeRecord recordIn(const Statement& row)
{
    TakeRecord take;
    take.id = {row.integer(0)};
    take.name = row.text(1);
    take.note = row.text(2);
    take.file = row.text(3);
    take.seed = {row.integer(4)};
    take.model = {row.integer(5)};
    take.parent = {row.integer(6)};
    take.modelHash = row.text(7);
    take.randomSeed = static_cast<std::uint64_t>(row.integer(8));
    take.index = static_cast<std::size_t>(row.integer(9));
    take.notes = static_cast<std::size_t>(row.integer(10));
    take.seedNotes = static_cast<std::size_t>(row.integer(11));
    take.rating = static_cast<int>(row.integer(12));
    // A newer program may know more dials: what this one does not know cannot be shown, and the take still plays.
    take.settings = generation::settingsFromJson(row.text(13)).value_or(generation::GenerationSettings{});
    take.created = timeIn(row, 14);
    return take;
}

} // namespace

Result<std::vector<TakeRecord>> Project::takes(Which which) const
{
    const std::scoped_lock lock(mutex_);
    Statement rows(database_.handle(),
                   "SELECT " + std::string(kColumns) + " FROM takes" + std::string(deletedIs(which == Which::Deleted)));
    std::vector<TakeRecord> takes;
    while (rows.next())
        takes.push_back(recordIn(rows));
    if (rows.failed())
        return std::unexpected(database_.error());
    return takes;
}

Result<TakeId> Project::addTake(const generation::Take& take, const TakeOrigin& origin)
{
    constexpr RowSql sql{
        "INSERT INTO takes(name, created, file, seed, model, parent, modelHash, randomSeed, number, notes,"
        " seedNotes, rating, settings) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,0,?12)",
        ""};
    const std::scoped_lock lock(mutex_);
    if (readOnly_)
        return std::unexpected(change({}).error());
    const std::string file = freeFileName(folder_ / kTakes, origin.name, ".mid");
    if (auto written = writeFileAtomically(folder_ / kTakes / file, midi::writeMidi(take.piece)); !written)
        return std::unexpected(written.error());
    TakeId id;
    const auto done = change([&]() -> Result<void> {
        const auto put = putRow<TakeId>({}, sql, [&](Statement& row) {
            row.bind(1, origin.name).bind(2, now()).bind(3, file).bind(4, origin.seed.value);
            row.bind(5, origin.model.value).bind(6, origin.parent.value).bind(7, take.modelHash);
            row.bind(8, static_cast<std::int64_t>(take.randomSeed)).bind(9, static_cast<std::int64_t>(take.index));
            row.bind(10, static_cast<std::int64_t>(take.events.size()));
            row.bind(11, static_cast<std::int64_t>(take.seedNotes)).bind(12, generation::toJson(take.settings));
        });
        if (!put)
            return std::unexpected(put.error());
        id = *put;
        Statement insert(database_.handle(), "INSERT INTO insights(take, data) VALUES(?,?)");
        return stored(insert.bind(1, id.value).bind(2, insightBytes(take)), database_);
    });
    // After a failed commit the file stays: should the row be there all the same after a crash, so is its music.
    return done ? Result<TakeId>(id) : std::unexpected(done.error());
}

Result<generation::Take> Project::loadTake(TakeId id) const
{
    const std::scoped_lock lock(mutex_);
    Statement row(database_.handle(), "SELECT " + std::string(kColumns) + " FROM takes WHERE id=?");
    if (!row.bind(1, id.value).next())
        return row.failed() ? std::unexpected(database_.error())
                            : failure(Fault::NotFound, "take " + std::to_string(id.value));
    const TakeRecord record = recordIn(row);
    const auto file = fileOf(id, kTakes);
    const auto bytes = file ? readFile(*file) : std::unexpected(file.error());
    if (!bytes)
        return std::unexpected(bytes.error());
    auto reading = midi::readMidi(*bytes);
    if (!reading) {
        reading.error().subject = file->string();
        return std::unexpected(reading.error());
    }
    generation::Take take;
    take.modelHash = record.modelHash;
    take.randomSeed = record.randomSeed;
    take.index = record.index;
    take.settings = record.settings;
    take.seedNotes = record.seedNotes;
    take.piece = std::move(reading->sequences.front());
    Statement insights(database_.handle(), "SELECT data FROM insights WHERE take=?");
    if (insights.bind(1, id.value).next())
        (void)readInsights(insights.blob(0), take); // without them the music is whole all the same
    return take;
}

Result<void> Project::rate(TakeId take, int rating)
{
    if (rating < 0 || rating > 5)
        return failure(Fault::InvalidSetting, "rating", std::to_string(rating));
    return changeRow(take, "rating=?1", std::int64_t{rating});
}

} // namespace cadenza::project
