// Files that lie in a project's folders without being named by it.
#include "core/base/file.h"
#include "core/generation/settings_json.h"
#include "core/library/sqlite_statement.h"
#include "core/midi/midi_reader.h"
#include "core/model/sha256.h"
#include "core/project/item_rows.h"
#include "core/project/project.h"
#include "core/project/project_folder.h"

#include <set>
#include <string>

namespace cadenza::project {

namespace fs = std::filesystem;
using library::Statement;

namespace {

/// Files of a folder that no row of the table names, deleted ones included.
Result<std::vector<fs::path>> unclaimed(const Database& database, Kind kind, const fs::path& folder,
                                        std::string_view ending)
{
    std::set<std::string> named;
    Statement rows(database.handle(), "SELECT file FROM " + std::string(tableOf(kind)));
    while (rows.next())
        named.insert(rows.text(0));
    if (rows.failed())
        return std::unexpected(database.error());
    std::vector<fs::path> files;
    for (const std::string& name : filesEnding(folder, ending))
        if (!named.contains(name))
            files.push_back(folder / name);
    return files;
}

} // namespace

Result<std::vector<fs::path>> Project::unclaimedFiles() const
{
    const std::scoped_lock lock(mutex_);
    auto files = unclaimed(database_, Kind::Take, folder_ / kTakes, ".mid");
    const auto models = unclaimed(database_, Kind::Model, folder_ / kModels, ".safetensors");
    if (!files || !models)
        return std::unexpected(files ? models.error() : files.error());
    files->insert(files->end(), models->begin(), models->end());
    return files;
}

Result<TakeId> Project::adoptTake(const fs::path& file)
{
    constexpr RowSql sql{
        "INSERT INTO takes(name, created, file, seed, model, parent, modelHash, randomSeed, number, notes,"
        " seedNotes, rating, settings) VALUES(?1,?2,?3,0,0,0,'',0,0,?4,0,0,?5)",
        ""};
    const auto bytes = readFile(file);
    if (!bytes)
        return std::unexpected(bytes.error());
    const auto reading = midi::readMidi(*bytes);
    if (!reading)
        return std::unexpected(reading.error());
    return putRow<TakeId>({}, sql, [&](Statement& row) {
        row.bind(1, file.stem().string()).bind(2, now()).bind(3, file.filename().string());
        row.bind(4, static_cast<std::int64_t>(reading->sequences.front().noteCount()));
        row.bind(5, generation::toJson({}));
    });
}

Result<ModelId> Project::adoptModel(const fs::path& file)
{
    const auto bytes = readFile(file);
    const auto model = model::readModel(file);
    if (!bytes || !model)
        return std::unexpected(model ? bytes.error() : model.error());
    return addModelRow({{},
                        file.stem().string(),
                        {},
                        file.filename().string(),
                        model::Sha256().add(*bytes).hex(),
                        model::contentHash(**model),
                        (*model)->card,
                        {},
                        {}});
}

Result<std::vector<Item>> Project::adoptFiles()
{
    const std::scoped_lock lock(mutex_);
    const auto files = unclaimedFiles();
    if (!files)
        return std::unexpected(files.error());
    std::vector<Item> adopted;
    for (const fs::path& file : *files) {
        if (file.extension() == ".mid") {
            if (const auto take = adoptTake(file))
                adopted.emplace_back(*take);
        } else if (const auto model = adoptModel(file)) {
            adopted.emplace_back(*model);
        }
    }
    return adopted;
}

} // namespace cadenza::project
