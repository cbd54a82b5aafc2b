#include "core/library/source_scan.h"

#include "core/base/file.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <set>
#include <utility>

namespace cadenza::library {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kMetadataName = "metadata.csv";
constexpr std::uintmax_t kLargestFile = 256u << 20; ///< more than a hundred times the largest known MIDI file
constexpr std::uint64_t kLargestTable = 64ull << 20;

std::string loweredName(const fs::path& path)
{
    std::string name = path.filename().string();
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return name;
}

std::shared_ptr<const MetadataTable> tableOf(const Result<std::vector<std::byte>>& bytes)
{
    if (!bytes)
        return nullptr;
    auto table = std::make_shared<const MetadataTable>(
        std::string_view(reinterpret_cast<const char*>(bytes->data()), bytes->size()));
    return table->empty() ? nullptr : table;
}

bool beginsLikeZip(const fs::path& path)
{
    std::array<char, 4> head{};
    std::ifstream(path, std::ios::binary).read(head.data(), head.size());
    // A local file header, or the end record of an empty archive (APPNOTE 4.3.7, 4.3.16).
    return head == std::array{'P', 'K', '\3', '\4'} || head == std::array{'P', 'K', '\5', '\6'};
}

/// A metadata.csv on disk. Its stamp changes whenever it does.
struct LooseTable {
    std::shared_ptr<const MetadataTable> table;
    std::int64_t stamp{0};
};

LooseTable tableAt(const fs::path& path)
{
    std::error_code error;
    if (!fs::is_regular_file(path, error) || fs::file_size(path, error) > kLargestTable)
        return {};
    const auto modified = fs::last_write_time(path, error).time_since_epoch().count();
    return {tableOf(readFile(path)), static_cast<std::int64_t>(modified) | 1};
}

class Scanner {
public:
    Scanner(const std::stop_token& stop, const FileFilter& leaveOut) : stop_(stop), leaveOut_(leaveOut) {}

    void add(const fs::path& given)
    {
        std::error_code error;
        const fs::path path = fs::absolute(given, error).lexically_normal();
        const fs::file_status status = fs::status(path, error);
        if (!fs::exists(status))
            skip(path, Fault::NotFound, {});
        else if (fs::is_directory(status))
            addFolder(path);
        else if (!fs::is_regular_file(status))
            skip(path, Fault::NotReadable, "not a file");
        else if (loweredName(path).ends_with(".zip") || beginsLikeZip(path))
            addArchive(path);
        else
            addFile(path, path.parent_path(), tableAt(path.parent_path() / kMetadataName));
    }

    Scan take() { return std::move(scan_); }

private:
    void skip(const fs::path& path, Fault fault, std::string detail)
    {
        scan_.skipped.push_back({path.string(), Error{fault, path.string(), std::move(detail), std::nullopt}});
    }

    /// Zips in zips may be nested without end.
    void skipNested(const fs::path& archive, const ArchiveMember& member)
    {
        const std::string subject = archive.string() + '!' + member.name;
        scan_.skipped.push_back(
            {subject, Error{Fault::ArchiveRefused, subject, "a zip inside a zip", std::nullopt}, archive});
    }

    /// Whether this is the first time the file is met, and nobody wants it left out.
    bool takes(const fs::path& path, std::int64_t tableStamp = 0)
    {
        if (!seen_.insert(path).second)
            return false;
        if (!leaveOut_)
            return true;
        std::error_code error;
        const auto size = fs::file_size(path, error);
        const auto modified = fs::last_write_time(path, error);
        const auto ticks = static_cast<std::int64_t>(modified.time_since_epoch().count());
        return error || !leaveOut_({path, size, ticks, tableStamp});
    }

    void addFile(const fs::path& path, const fs::path& root, const LooseTable& metadata)
    {
        if (takes(path, metadata.stamp))
            scan_.sources.push_back({path, root, nullptr, {}, metadata.table});
    }

    void addFolder(const fs::path& root)
    {
        std::error_code error;
        fs::recursive_directory_iterator entry(root, fs::directory_options::skip_permission_denied, error);
        if (error)
            return skip(root, Fault::NotReadable, error.message());
        std::vector<fs::path> files;
        std::vector<fs::path> tables;
        for (; entry != fs::recursive_directory_iterator(); entry.increment(error)) {
            if (error || stop_.stop_requested())
                break;
            std::error_code ignored;
            if (!entry->is_regular_file(ignored))
                continue;
            if (hasMidiName(entry->path()))
                files.push_back(entry->path());
            else if (loweredName(entry->path()) == kMetadataName)
                tables.push_back(entry->path());
        }
        if (error)
            skip(root, Fault::NotReadable, error.message());
        std::ranges::sort(files);
        std::ranges::sort(tables);
        const LooseTable table = tables.empty() ? LooseTable{} : tableAt(tables.front());
        for (const fs::path& file : files)
            addFile(file, root, table);
    }

    void addArchive(const fs::path& path)
    {
        if (!takes(path))
            return;
        auto opened = Archive::open(path);
        if (!opened) {
            scan_.skipped.push_back({path.string(), opened.error()});
            return;
        }
        const auto archive = std::make_shared<const Archive>(std::move(*opened));
        std::shared_ptr<const MetadataTable> table;
        for (const ArchiveMember& member : archive->members())
            if (!table && loweredName(fs::path(member.name)) == kMetadataName)
                table = tableOf(archive->read(member));
        for (const ArchiveMember& member : archive->members()) {
            if (hasMidiName(fs::path(member.name)))
                scan_.sources.push_back({path, {}, archive, member, table});
            else if (loweredName(fs::path(member.name)).ends_with(".zip"))
                skipNested(path, member);
        }
    }

    std::stop_token stop_;
    FileFilter leaveOut_;
    Scan scan_;
    std::set<fs::path> seen_;
};

} // namespace

std::string MidiSource::id() const
{
    return archive ? path.string() + '!' + member.name : path.string();
}

fs::path MidiSource::name() const
{
    return archive ? fs::path(member.name) : path;
}

Result<std::vector<std::byte>> MidiSource::read() const
{
    if (archive)
        return archive->read(member);
    std::error_code error;
    if (fs::file_size(path, error) > kLargestFile && !error)
        return failure(Fault::Unsupported, id(), "larger than 256 MiB");
    return readFile(path);
}

bool hasMidiName(const fs::path& name)
{
    const std::string lower = loweredName(name);
    if (lower.starts_with("._")) // what macOS leaves beside a file; not the file
        return false;
    constexpr std::array<std::string_view, 5> kEndings{".mid", ".midi", ".kar", ".rmi", ".smf"};
    return std::ranges::any_of(kEndings, [&](std::string_view ending) { return lower.ends_with(ending); });
}

bool mayMatter(const fs::path& name)
{
    const std::string lower = loweredName(name);
    return hasMidiName(name) || lower.ends_with(".zip") || lower == kMetadataName;
}

Scan scanSources(std::span<const fs::path> paths, const std::stop_token& stop, const FileFilter& leaveOut)
{
    Scanner scanner(stop, leaveOut);
    for (const fs::path& path : paths)
        scanner.add(path);
    return scanner.take();
}

} // namespace cadenza::library
