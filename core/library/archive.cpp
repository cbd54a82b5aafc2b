#include "core/library/archive.h"

#include "core/base/file.h"

#include <zip.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace cadenza::library {

namespace {

std::string wordsOf(zip_error_t& error)
{
    std::string words = zip_error_strerror(&error);
    zip_error_fini(&error);
    return words;
}

struct CloseFile {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

} // namespace

void Archive::Close::operator()(zip* archive) const
{
    zip_discard(archive);
}

bool isSafeMemberName(std::string_view name)
{
    if (name.empty() || name.front() == '/' || name.find('\\') != std::string_view::npos
        || name.find('\0') != std::string_view::npos || (name.size() > 1 && name[1] == ':'))
        return false;
    while (!name.empty()) {
        const std::size_t end = std::min(name.find('/'), name.size());
        if (name.substr(0, end) == "..")
            return false;
        name.remove_prefix(std::min(end + 1, name.size()));
    }
    return true;
}

Result<Archive> Archive::open(const std::filesystem::path& path, const ArchiveLimits& limits)
{
    auto bytes = readFile(path);
    if (!bytes)
        return std::unexpected(bytes.error());
    return open(std::move(*bytes), path.string(), limits);
}

Result<Archive> Archive::open(std::vector<std::byte> bytes, const std::string& subject, const ArchiveLimits& limits)
{
    Archive archive;
    archive.subject_ = subject;
    archive.limits_ = limits;
    archive.bytes_ = std::make_shared<const std::vector<std::byte>>(std::move(bytes));
    if (auto opened = archive.openZip(); !opened)
        return std::unexpected(opened.error());
    if (auto listed = archive.list(); !listed)
        return std::unexpected(listed.error());
    return archive;
}

Result<Archive> Archive::openInPlace(const std::filesystem::path& path, const ArchiveLimits& limits)
{
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error))
        return failure(std::filesystem::exists(path, error) ? Fault::NotReadable : Fault::NotFound, path.string());
    Archive archive;
    archive.subject_ = path.string();
    archive.limits_ = limits;
    if (auto opened = archive.openZip(); !opened)
        return std::unexpected(opened.error());
    if (auto listed = archive.list(); !listed)
        return std::unexpected(listed.error());
    return archive;
}

Result<Archive> Archive::another() const
{
    Archive archive;
    archive.subject_ = subject_;
    archive.limits_ = limits_;
    archive.bytes_ = bytes_;
    archive.members_ = members_;
    if (auto opened = archive.openZip(); !opened)
        return std::unexpected(opened.error());
    return archive;
}

Result<void> Archive::openZip()
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = bytes_ ? zip_source_buffer_create(bytes_->data(), bytes_->size(), 0, &error)
                                  : zip_source_file_create(subject_.c_str(), 0, -1, &error);
    if (!source)
        return failure(Fault::Internal, subject_, wordsOf(error));
    zip_t* opened = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (!opened) {
        zip_source_free(source);
        return failure(Fault::NotArchive, subject_, wordsOf(error));
    }
    zip_error_fini(&error);
    archive_.reset(opened);
    return {};
}

Result<void> Archive::list()
{
    const zip_int64_t count = zip_get_num_entries(archive_.get(), 0);
    if (count < 0 || static_cast<std::uint64_t>(count) > limits_.entries)
        return failure(Fault::ArchiveRefused, subject_, "more than " + std::to_string(limits_.entries) + " entries");
    std::vector<ArchiveMember> members;
    std::uint64_t total = 0;
    for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
        zip_stat_t stat;
        zip_stat_init(&stat);
        if (zip_stat_index(archive_.get(), i, 0, &stat) != 0 || !(stat.valid & ZIP_STAT_NAME))
            continue;
        ArchiveMember member{stat.name, i, stat.valid & ZIP_STAT_SIZE ? stat.size : 0};
        if (member.name.ends_with('/'))
            continue;
        total += std::min(member.size, limits_.totalBytes);
        if (total > limits_.totalBytes)
            return failure(Fault::ArchiveRefused, subject_,
                           "unpacks to more than " + std::to_string(limits_.totalBytes) + " bytes");
        const std::uint64_t packed = stat.valid & ZIP_STAT_COMP_SIZE ? std::max<std::uint64_t>(1, stat.comp_size) : 1;
        if (member.size > limits_.ratioFrom && member.size / packed > limits_.ratio)
            return failure(Fault::ArchiveRefused, subject_,
                           member.name + " unpacks to over " + std::to_string(limits_.ratio) + " times its size");
        members.push_back(std::move(member));
    }
    members_ = std::make_shared<const std::vector<ArchiveMember>>(std::move(members));
    return {};
}

Result<std::vector<std::byte>> Archive::read(const ArchiveMember& member) const
{
    const std::string subject = subject_ + '!' + member.name;
    if (!isSafeMemberName(member.name))
        return failure(Fault::ArchiveRefused, subject, "the name leads out of the archive");
    if (member.size > limits_.entryBytes)
        return failure(Fault::ArchiveRefused, subject, "unpacks to " + std::to_string(member.size) + " bytes");
    const std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen_index(archive_.get(), member.index, 0));
    if (!file)
        return failure(Fault::NotReadable, subject, zip_strerror(archive_.get()));

    // The stated size is not trusted: memory grows with what really comes out.
    constexpr std::size_t kBlock = 1 << 16;
    std::vector<std::byte> bytes;
    for (;;) {
        const std::size_t before = bytes.size();
        bytes.resize(before + kBlock);
        const zip_int64_t got = zip_fread(file.get(), bytes.data() + before, kBlock);
        if (got < 0)
            return failure(Fault::NotReadable, subject, zip_file_strerror(file.get()), before);
        bytes.resize(before + static_cast<std::size_t>(got));
        if (bytes.size() > std::min(limits_.entryBytes, member.size)) // the caps on total and ratio went by its word
            return failure(Fault::ArchiveRefused, subject, "unpacks to more than it says");
        if (got == 0)
            return bytes;
    }
}

} // namespace cadenza::library
