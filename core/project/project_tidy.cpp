// What was deleted goes for good.
#include "core/library/sqlite_statement.h"
#include "core/project/item_rows.h"
#include "core/project/project.h"
#include "core/project/project_folder.h"

#include <string>
#include <system_error>

namespace cadenza::project {

namespace fs = std::filesystem;
using library::Statement;

namespace {

void addFiles(std::vector<fs::path>& files, const Database& database, Kind kind, const fs::path& folder)
{
    Statement rows(database.handle(), "SELECT file FROM " + std::string(tableOf(kind)) + " WHERE deleted IS NOT NULL");
    while (rows.next())
        if (isPlainFileName(rows.text(0)))
            files.push_back(folder / rows.text(0));
}

} // namespace

Result<Tidied> Project::tidy()
{
    const std::scoped_lock lock(mutex_);
    Tidied tidied;
    std::vector<fs::path> files;
    const auto done = change([&]() -> Result<void> {
        addFiles(files, database_, Kind::Take, folder_ / kTakes);
        addFiles(files, database_, Kind::Model, folder_ / kModels);
        Statement runs(database_.handle(), "SELECT id FROM runs WHERE deleted IS NOT NULL OR state=?");
        runs.bind(1, static_cast<std::int64_t>(RunState::Finished));
        while (runs.next())
            files.push_back(checkpointOf({runs.integer(0)}));
        Statement deleted(database_.handle(), "SELECT id FROM runs WHERE deleted IS NOT NULL");
        while (deleted.next())
            for (const double seconds : momentsOf({deleted.integer(0)}))
                files.push_back(momentOf({deleted.integer(0)}, seconds));
        for (const Kind kind : kKinds) {
            const std::string table(tableOf(kind));
            const auto count = database_.integer("SELECT count(*) FROM " + table + " WHERE deleted IS NOT NULL");
            if (!count)
                return std::unexpected(count.error());
            tidied.things += static_cast<std::size_t>(*count);
            if (auto gone = database_.execute("DELETE FROM " + table + " WHERE deleted IS NOT NULL"); !gone)
                return gone;
        }
        return database_.execute("DELETE FROM pieces WHERE source NOT IN (SELECT id FROM sources);"
                                 "DELETE FROM reports WHERE run NOT IN (SELECT id FROM runs);"
                                 "DELETE FROM runFacts WHERE run NOT IN (SELECT id FROM runs);"
                                 "DELETE FROM previews WHERE run NOT IN (SELECT id FROM runs);"
                                 "DELETE FROM insights WHERE take NOT IN (SELECT id FROM takes);"
                                 "DELETE FROM stars WHERE seed NOT IN (SELECT id FROM seeds);"
                                 "DELETE FROM actions"); // what they would bring back is gone
    });
    if (!done)
        return std::unexpected(done.error());
    for (const fs::path& file : files) { // only now: a row never names a file that is gone
        std::error_code error;
        const auto size = fs::file_size(file, error);
        if (!error && fs::remove(file, error)) {
            ++tidied.files;
            tidied.bytes += size;
        }
    }
    return tidied;
}

} // namespace cadenza::project
