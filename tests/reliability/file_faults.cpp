#include "tests/reliability/file_faults.h"

#include <dlfcn.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <limits>

namespace cadenza::test {
namespace {

std::atomic<bool> armed{false};
std::atomic<std::uint64_t> calls{0};
std::atomic<std::uint64_t> target{0};
std::atomic<DiskFault> kind{DiskFault::Error};

void die()
{
    ::syscall(SYS_kill, ::syscall(SYS_getpid), SIGKILL);
}

/// What a call shall do.
enum class Verdict { Work, Half, Fail, WorkAndDie, HalfAndDie, Die };

Verdict verdictOnNextCall()
{
    if (!armed)
        return Verdict::Work;
    const std::uint64_t n = calls++;
    const std::uint64_t at = target;
    const bool full = kind == DiskFault::Full || kind == DiskFault::ShortWrite;
    if (n < at || (n > at && !full))
        return Verdict::Work;
    if (kind == DiskFault::Kill)
        return n % 3 == 0 ? Verdict::HalfAndDie : n % 3 == 1 ? Verdict::Die : Verdict::WorkAndDie;
    return kind == DiskFault::ShortWrite && n == at ? Verdict::Half : Verdict::Fail;
}

int refused()
{
    errno = kind == DiskFault::Error ? EIO : ENOSPC;
    return -1;
}

/// A call that writes `size` bytes through `work`.
template <class Work>
ssize_t writing(std::size_t size, Work&& work)
{
    const Verdict verdict = verdictOnNextCall();
    if (verdict == Verdict::Fail)
        return refused();
    if (verdict == Verdict::Die)
        die();
    const bool half = (verdict == Verdict::Half || verdict == Verdict::HalfAndDie) && size > 1;
    const ssize_t done = work(half ? size / 2 : size);
    if (verdict == Verdict::HalfAndDie || verdict == Verdict::WorkAndDie)
        die();
    return done;
}

/// A call that is done or not.
template <class Work>
int doing(Work&& work)
{
    const Verdict verdict = verdictOnNextCall();
    if (verdict == Verdict::Fail || verdict == Verdict::Half)
        return refused();
    if (verdict == Verdict::Die)
        die();
    const int done = work();
    if (verdict == Verdict::HalfAndDie || verdict == Verdict::WorkAndDie)
        die();
    return done;
}

} // namespace

void failAt(std::uint64_t n, DiskFault fault)
{
    kind = fault;
    target = n;
    calls = 0;
    armed = true;
}

void countOnly()
{
    failAt(std::numeric_limits<std::uint64_t>::max(), DiskFault::Error);
}

std::uint64_t endFaults()
{
    armed = false;
    return calls;
}

void writeUncounted(int descriptor, std::string_view text)
{
    while (!text.empty()) {
        const long written = ::syscall(SYS_write, descriptor, text.data(), text.size());
        if (written <= 0)
            return;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

} // namespace cadenza::test

using namespace cadenza::test;

#define IN_PLACE_OF_LIBC extern "C" __attribute__((visibility("default")))

IN_PLACE_OF_LIBC ssize_t write(int file, const void* data, size_t size)
{
    return writing(size, [&](size_t part) { return ::syscall(SYS_write, file, data, part); });
}

IN_PLACE_OF_LIBC ssize_t pwrite(int file, const void* data, size_t size, off_t at)
{
    return writing(size, [&](size_t part) { return ::syscall(SYS_pwrite64, file, data, part, at); });
}

IN_PLACE_OF_LIBC ssize_t pwrite64(int file, const void* data, size_t size, off64_t at)
{
    return writing(size, [&](size_t part) { return ::syscall(SYS_pwrite64, file, data, part, at); });
}

IN_PLACE_OF_LIBC size_t fwrite(const void* data, size_t size, size_t count, FILE* file)
{
    using Function = size_t (*)(const void*, size_t, size_t, FILE*);
    static const auto real = reinterpret_cast<Function>(::dlsym(RTLD_NEXT, "fwrite"));
    if (!armed)
        return real(data, size, count, file);
    const ssize_t done =
        writing(size * count, [&](size_t part) { return static_cast<ssize_t>(real(data, 1, part, file)); });
    return done < 0 || size == 0 ? 0 : static_cast<size_t>(done) / size;
}

IN_PLACE_OF_LIBC int fsync(int file)
{
    return doing([&] { return armed ? 0 : static_cast<int>(::syscall(SYS_fsync, file)); });
}

IN_PLACE_OF_LIBC int fdatasync(int file)
{
    return doing([&] { return armed ? 0 : static_cast<int>(::syscall(SYS_fdatasync, file)); });
}

IN_PLACE_OF_LIBC int ftruncate(int file, off_t size) noexcept
{
    return doing([&] { return static_cast<int>(::syscall(SYS_ftruncate, file, size)); });
}

IN_PLACE_OF_LIBC int ftruncate64(int file, off64_t size) noexcept
{
    return doing([&] { return static_cast<int>(::syscall(SYS_ftruncate, file, size)); });
}

IN_PLACE_OF_LIBC int rename(const char* from, const char* to) noexcept
{
    return doing([&] { return static_cast<int>(::syscall(SYS_rename, from, to)); });
}
