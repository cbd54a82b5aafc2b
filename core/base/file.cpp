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

/// The directory entry of a renamed file reaches the disk only when the directory is synced too. A folder that may not
/// be read, or a file system that knows no such thing, cannot be asked for more.
Result<void> syncDirectory(const std::filesystem::path& target)
{
    const std::filesystem::path directory = target.parent_path();
    const Descriptor fd(::open(directory.empty() ? "." : directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (fd.get() < 0 || ::fsync(fd.get()) == 0 || errno == EINVAL || errno == ENOTSUP)
        return {};
    return std::unexpected(errorFromErrno(errno, target, Fault::NotWritable));
}

/// A file beside its target that vanishes unless it takes the target's place.
class TemporaryFile {
public:
    static Result<TemporaryFile> beside(const std::filesystem::path& target)
    {
        std::string name = target.string() + ".XXXXXX";
        const int fd = ::mkostemp(name.data(), O_CLOEXEC);
        if (fd < 0)
            return std::unexpected(errorFromErrno(errno, target, Fault::NotWritable));
        return TemporaryFile(target, std::move(name), fd);
    }
    TemporaryFile(TemporaryFile&& other) noexcept
        : target_(std::move(other.target_)), name_(std::exchange(other.name_, {})), fd_(other.fd_.release())
    {
    }
    ~TemporaryFile()
    {
        if (!name_.empty())
            ::unlink(name_.c_str());
    }

    Result<void> write(std::span<const std::byte> bytes)
    {
        return writeAll(fd_.get(), bytes) ? Result<void>() : failed();
    }
    Result<void> moveIntoPlace()
    {
        const mode_t mask = ::umask(0);
        ::umask(mask);
        if (::fchmod(fd_.get(), 0666 & ~mask) != 0 || ::fsync(fd_.get()) != 0 || ::close(fd_.release()) != 0
            || ::rename(name_.c_str(), target_.c_str()) != 0)
            return failed();
        name_.clear();
        return syncDirectory(target_);
    }

private:
    TemporaryFile(std::filesystem::path target, std::string name, int fd)
        : target_(std::move(target)), name_(std::move(name)), fd_(fd)
    {
    }
    Result<void> failed() const { return std::unexpected(errorFromErrno(errno, target_, Fault::NotWritable)); }

    std::filesystem::path target_;
    std::string name_;
    Descriptor fd_;
};

} // namespace

Result<std::vector<std::byte>> readFile(const std::filesystem::path& path)
{
    const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)); // a pipe would hold us up
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
    auto temporary = TemporaryFile::beside(path);
    if (!temporary)
        return std::unexpected(temporary.error());
    if (auto written = temporary->write(bytes); !written)
        return written;
    return temporary->moveIntoPlace();
}

Result<void> moveIntoPlace(const std::filesystem::path& temporary, const std::filesystem::path& target)
{
    Descriptor fd(::open(temporary.c_str(), O_RDONLY | O_CLOEXEC));
    if (fd.get() < 0 || ::fsync(fd.get()) != 0 || ::rename(temporary.c_str(), target.c_str()) != 0)
        return std::unexpected(errorFromErrno(errno, target, Fault::NotWritable));
    return syncDirectory(target);
}

Result<void> copyFileAtomically(const std::filesystem::path& from, const std::filesystem::path& to)
{
    const Descriptor source(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
    if (source.get() < 0)
        return std::unexpected(errorFromErrno(errno, from, Fault::NotReadable));
    auto temporary = TemporaryFile::beside(to);
    if (!temporary)
        return std::unexpected(temporary.error());
    std::vector<std::byte> block(std::size_t{1} << 20);
    for (;;) {
        const ssize_t got = ::read(source.get(), block.data(), block.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return std::unexpected(errorFromErrno(errno, from, Fault::NotReadable));
        if (got == 0)
            return temporary->moveIntoPlace();
        if (auto written = temporary->write(std::span(block).first(static_cast<std::size_t>(got))); !written)
            return written;
    }
}

Result<void> writeFileAtomically(const std::filesystem::path& path, std::string_view text)
{
    return writeFileAtomically(path, std::as_bytes(std::span(text)));
}

} // namespace cadenza
