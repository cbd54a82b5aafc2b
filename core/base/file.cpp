#include "core/base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace cadenza {
namespace {

/// Closes a file descriptor when it goes out of scope.
class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor()
    {
        if (fd_ >= 0)
            ::close(fd_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    [[nodiscard]] int get() const { return fd_; }
    [[nodiscard]] int release() { return std::exchange(fd_, -1); }

private:
    int fd_;
};

Error errorFromErrno(int number, const std::filesystem::path& path, Fault otherwise)
{
    Fault fault = otherwise;
    if (number == ENOENT && otherwise == Fault::NotReadable)
        fault = Fault::NotFound;
    else if (number == ENOSPC || number == EDQUOT)
        fault = Fault::DiskFull;
    return {fault, path.string(), std::strerror(number), std::nullopt};
}

bool writeAll(int fd, std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return true;
}

/// The directory entry of a renamed file reaches the disk only when the directory is synced too.
void syncDirectory(const std::filesystem::path& directory)
{
    const Descriptor fd(::open(directory.empty() ? "." : directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (fd.get() >= 0)
        ::fsync(fd.get());
}

} // namespace

Result<std::vector<std::byte>> readFile(const std::filesystem::path& path)
{
    const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat info{};
    if (fd.get() < 0 || ::fstat(fd.get(), &info) != 0)
        return std::unexpected(errorFromErrno(errno, path, Fault::NotReadable));
    if (!S_ISREG(info.st_mode))
        return failure(Fault::NotReadable, path.string(), "it is not a regular file");

    std::vector<std::byte> bytes(static_cast<std::size_t>(info.st_size));
    std::size_t filled = 0;
    while (filled < bytes.size()) {
        const ssize_t got = ::read(fd.get(), bytes.data() + filled, bytes.size() - filled);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return std::unexpected(errorFromErrno(errno, path, Fault::NotReadable));
        if (got == 0)
            break;
        filled += static_cast<std::size_t>(got);
    }
    bytes.resize(filled);
    return bytes;
}

Result<void> writeFileAtomically(const std::filesystem::path& path, std::span<const std::byte> bytes)
{
    std::string temporary = path.string() + ".XXXXXX";
    Descriptor fd(::mkostemp(temporary.data(), O_CLOEXEC));
    if (fd.get() < 0)
        return std::unexpected(errorFromErrno(errno, path, Fault::NotWritable));

    const auto abandon = [&]() -> Result<void> {
        const int number = errno;
        ::unlink(temporary.c_str());
        return std::unexpected(errorFromErrno(number, path, Fault::NotWritable));
    };
    const mode_t mask = ::umask(0);
    ::umask(mask);
    if (::fchmod(fd.get(), 0666 & ~mask) != 0 || !writeAll(fd.get(), bytes) || ::fsync(fd.get()) != 0)
        return abandon();
    if (::close(fd.release()) != 0 || ::rename(temporary.c_str(), path.c_str()) != 0)
        return abandon();
    syncDirectory(path.parent_path());
    return {};
}

Result<void> writeFileAtomically(const std::filesystem::path& path, std::string_view text)
{
    return writeFileAtomically(path, std::as_bytes(std::span(text)));
}

} // namespace cadenza
