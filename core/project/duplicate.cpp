#include "core/base/file.h"
#include "core/library/sqlite_statement.h"
#include "core/project/folder_aside.h"
#include "core/project/project_copy.h"
#include "core/project/project_folder.h"

#include <system_error>

namespace cadenza::project {

namespace fs = std::filesystem;

namespace {

Result<void> copyFolder(const fs::path& from, const fs::path& to, const std::stop_token& stop)
{
    std::error_code error;
    fs::create_directories(to, error);
    for (fs::directory_iterator entry(from, error), end; !error && entry != end; entry.increment(error)) {
        if (stop.stop_requested())
            return failure(Fault::Cancelled);
        std::error_code kind;
        const auto copied = entry->is_directory(kind)
                                ? copyFolder(entry->path(), to / entry->path().filename(), stop)
                                : copyFileAtomically(entry->path(), to / entry->path().filename());
        if (!copied)
            return copied;
    }
    return {};
}

Result<void> rename(const fs::path& databaseFile, std::string_view name)
{
    auto database = Database::open(databaseFile, Database::Mode::ReadWrite);
    if (!database)
        return std::unexpected(database.error());
    library::Statement update(database->handle(), "UPDATE about SET name=? WHERE id=1");
    return stored(update.bind(1, name), *database);
}

} // namespace

Result<void> duplicateProject(const Project& project, const fs::path& target, std::string_view name,
                              std::stop_token stop)
{
    auto aside = FolderAside::of(target);
    if (!aside)
        return std::unexpected(aside.error());
    if (auto made = makeProjectFolder(aside->path(), name); !made)
        return made;
    if (auto copied = project.copyDatabaseTo(aside->path() / kDatabaseFile); !copied)
        return copied;
    if (auto renamed = rename(aside->path() / kDatabaseFile, name); !renamed)
        return renamed;
    std::error_code error;
    for (const char* part :
         {kModels, kTakes, kSeeds, kCheckpoints, kMusic}) // the database first: its files stay until a tidy
        if (fs::exists(project.folder() / part, error))
            if (auto copied = copyFolder(project.folder() / part, aside->path() / part, stop); !copied)
                return copied;
    return aside->becomeTarget();
}

} // namespace cadenza::project
