#include "core/project/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>

namespace cadenza::project {
namespace {

std::string contentOf(int descriptor)
{
    std::array<char, 300> text{};
    const ssize_t got = ::pread(descriptor, text.data(), text.size(), 0);
    return got > 0 ? std::string(text.data(), static_cast<std::size_t>(got)) : std::string("another program");
}

void signWith(int descriptor)
{
    std::array<char, 256> host{};
    ::gethostname(host.data(), host.size() - 1);
    const std::string text = "process " + std::to_string(::getpid()) + " on " + host.data();
    // Only for people: a lock that cannot be signed is a lock all the same.
    if (::ftruncate(descriptor, 0) == 0) [[maybe_unused]]
        const ssize_t written = ::pwrite(descriptor, text.data(), text.size(), 0);
}

} // namespace

Result<FolderLock> FolderLock::take(const std::filesystem::path& folder, const char* file)
{
    const auto path = folder / file;
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0)
        return failure(errno == ENOSPC || errno == EDQUOT ? Fault::DiskFull : Fault::NotWritable, folder.string(),
                       std::strerror(errno));
    FolderLock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) // some network disks know no locks
        return failure(Fault::InUse, folder.string(), contentOf(descriptor));
    signWith(descriptor);
    return lock;
}

FolderLock::~FolderLock()
{
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

} // namespace cadenza::project
