#include "core/base/file.h"
#include "core/library/sqlite_statement.h"
#include "core/project/project_copy.h"
#include "core/project/project_folder.h"
#include "core/project/sources.h"
#include "core/project/zip_writer.h"

#include <system_error>
#include <utility>
#include <vector>

namespace cadenza::project {

namespace fs = std::filesystem;

namespace {

/// The copy of the database that goes into the zip; it vanishes afterwards.
class DatabaseCopy {
public:
    explicit DatabaseCopy(const fs::path& target) : file_(target.string() + ".db") {}
    ~DatabaseCopy()
    {
        std::error_code ignored;
        for (const char* ending : {"", "-wal", "-shm"})
            fs::remove(file_.string() + ending, ignored);
    }
    DatabaseCopy(const DatabaseCopy&) = delete;
    DatabaseCopy& operator=(const DatabaseCopy&) = delete;
    [[nodiscard]] const fs::path& file() const { return file_; }

private:
    fs::path file_;
};

void addFolder(ZipWriter& zip, const fs::path& folder, const std::string& name)
{
    std::error_code error;
    fs::recursive_directory_iterator entry(folder, error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        std::error_code kind;
        if (entry->is_regular_file(kind))
            zip.addFile(name + '/' + entry->path().lexically_relative(folder).generic_string(), entry->path());
    }
}

/// A source that comes along, and its name in the zip.
struct Coming {
    std::string name;
    fs::path place;
    SourceKind kind;
};

/// The music to bring along; the copied database is told where it will be.
Result<std::vector<Coming>> moveMusic(Database& copy, std::span<const SourcePlace> places, ArchiveReport& report)
{
    std::vector<Coming> music;
    library::Statement move(copy.handle(), "UPDATE sources SET place=? WHERE id=?");
    for (const SourcePlace& place : places) {
        if (!place.found) {
            report.missing.push_back(place.lastSeen);
            continue;
        }
        if (place.source.place.is_relative()) // lies in the project's own folder
            continue;
        const std::string name =
            std::string(kMusic) + '/' + std::to_string(place.source.id.value) + '/' + place.found->filename().string();
        if (auto moved = stored(move.bind(1, name).bind(2, place.source.id.value), copy); !moved)
            return std::unexpected(moved.error());
        music.push_back({name, *place.found, place.source.kind});
    }
    return music;
}

void addMusic(ZipWriter& zip, const std::vector<Coming>& music)
{
    for (const Coming& coming : music) {
        if (coming.kind == SourceKind::Folder)
            addFolder(zip, coming.place, coming.name);
        else
            zip.addFile(coming.name, coming.place);
    }
}

/// Files that rows name and nobody finds.
void noteMissing(const Project& project, ArchiveReport& report, const ArchiveContents& contents)
{
    const auto note = [&](const auto& records, const char* folder) {
        std::error_code error;
        for (const auto& record : records)
            if (const fs::path file = project.folder() / folder / record.file; !fs::exists(file, error))
                report.missing.push_back(file);
    };
    if (const auto takes = project.takes())
        note(*takes, kTakes);
    if (const auto models = project.models(); models && contents.models)
        note(*models, kModels);
}

} // namespace

Result<ArchiveReport> archiveProject(const Project& project, const fs::path& target, const ArchiveContents& contents,
                                     std::stop_token stop, const ProgressSink& progress)
{
    const auto places = findSources(project, {}, stop);
    if (!places)
        return std::unexpected(places.error());
    const DatabaseCopy copy(target);
    if (auto copied = project.copyDatabaseTo(copy.file()); !copied)
        return std::unexpected(copied.error());
    auto zip = ZipWriter::beside(target);
    if (!zip)
        return std::unexpected(zip.error());
    ArchiveReport report;
    std::vector<Coming> music;
    if (contents.music) {
        auto database = Database::open(copy.file(), Database::Mode::ReadWrite);
        auto moved = database ? moveMusic(*database, *places, report) : std::unexpected(database.error());
        if (!moved)
            return std::unexpected(moved.error());
        music = std::move(*moved);
    } // closed: what its log held is in the file now
    zip->addFile(kDatabaseFile, copy.file()); // first: by it a desktop knows the zip
    addMusic(*zip, music);
    if (contents.music)
        addFolder(*zip, project.folder() / kMusic, kMusic);
    zip->addFile(kReadMe, project.folder() / kReadMe);
    addFolder(*zip, project.folder() / kTakes, kTakes);
    addFolder(*zip, project.folder() / kSeeds, kSeeds);
    if (contents.models)
        addFolder(*zip, project.folder() / kModels, kModels);
    noteMissing(project, report, contents);
    report.files = zip->files();
    if (auto written = zip->finish(stop, progress); !written)
        return std::unexpected(written.error());
    return report;
}

} // namespace cadenza::project
