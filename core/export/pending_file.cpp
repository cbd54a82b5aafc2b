#include "core/export/pending_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace cadenza::exporting {
namespace {

Error errorFor(const std::filesystem::path& target, int number)
{
    const bool full = number == ENOSPC || number == EDQUOT || number == EFBIG;
    return {full ? Fault::DiskFull : Fault::NotWritable, target.string(), std::strerror(number), std::nullopt};
}

} // namespace

Result<PendingFile> PendingFile::beside(const std::filesystem::path& target)
{
    std::error_code ignored;
    if (std::filesystem::is_directory(target, ignored))
        return failure(Fault::NotWritable, target.string(), "it is a folder");
    std::string temporary = target.string() + ".XXXXXX";
    const int descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);
    if (descriptor < 0)
        return std::unexpected(errorFor(target, errno));
    const mode_t mask = ::umask(0);
    ::umask(mask);
    ::fchmod(descriptor, 0666 & ~mask);
    return PendingFile(target, std::move(temporary), descriptor);
}

PendingFile::PendingFile(std::filesystem::path target, std::string temporary, int descriptor)
    : target_(std::move(target)), temporary_(std::move(temporary)), descriptor_(descriptor)
{
}

PendingFile::PendingFile(PendingFile&& other) noexcept
    : target_(std::move(other.target_)), temporary_(std::exchange(other.temporary_, {})),
      descriptor_(std::exchange(other.descriptor_, -1))
{
}

PendingFile::~PendingFile()
{
    if (descriptor_ >= 0)
        ::close(descriptor_);
    if (!temporary_.empty())
        ::unlink(temporary_.c_str());
}

Result<void> PendingFile::commit()
{
    if (::fsync(descriptor_) != 0)
        return std::unexpected(errorNow());
    if (::close(std::exchange(descriptor_, -1)) != 0 || ::rename(temporary_.c_str(), target_.c_str()) != 0)
        return std::unexpected(errorNow());
    temporary_.clear();
    return {};
}

Error PendingFile::errorNow() const
{
    return errorFor(target_, errno);
}

} // namespace cadenza::exporting
