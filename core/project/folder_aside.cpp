#include "core/project/folder_aside.h"

#include "core/base/file.h"

#include <system_error>
#include <utility>

namespace cadenza::project {

namespace fs = std::filesystem;

namespace {

fs::path withoutTrailingSlash(const fs::path& path)
{
    const fs::path whole = fs::absolute(path).lexically_normal();
    return whole.has_filename() ? whole : whole.parent_path();
}

Error errorOf(const std::error_code& error, const fs::path& path)
{
    return {error == std::errc::no_space_on_device ? Fault::DiskFull : Fault::NotWritable, path.string(),
            error.message(), std::nullopt};
}

} // namespace

FolderAside::FolderAside(fs::path target, fs::path path) : target_(std::move(target)), path_(std::move(path)) {}

FolderAside::FolderAside(FolderAside&& other) noexcept
    : target_(std::move(other.target_)), path_(std::exchange(other.path_, {}))
{
}

Result<FolderAside> FolderAside::of(const fs::path& target)
{
    fs::path whole = withoutTrailingSlash(target);
    std::error_code error;
    if (fs::exists(whole, error) && !(fs::is_directory(whole, error) && fs::is_empty(whole, error)))
        return failure(Fault::NotWritable, whole.string(), "it is there already");
    fs::path aside = whole.string() + ".part";
    fs::remove_all(aside, error); // of an attempt that was cut short
    fs::create_directories(aside, error);
    if (error)
        return std::unexpected(errorOf(error, whole));
    return FolderAside(std::move(whole), std::move(aside));
}

FolderAside::~FolderAside()
{
    std::error_code ignored;
    if (!path_.empty())
        fs::remove_all(path_, ignored);
}

Result<void> FolderAside::becomeTarget()
{
    if (auto moved = moveIntoPlace(path_, target_); !moved) // a folder is synced and renamed like a file
        return moved;
    path_.clear();
    return {};
}

} // namespace cadenza::project
