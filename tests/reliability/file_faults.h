#pragma once

#include <cstdint>
#include <string_view>

namespace cadenza::test {

/// How a disk fails at one of the calls that change it.
enum class DiskFault {
    Error,      ///< once, with EIO
    Full,       ///< ENOSPC from then on
    ShortWrite, ///< half of it is written, and ENOSPC from then on
    Kill,       ///< the process gets SIGKILL: half of a write is done, another call is done or not, by turns
};

/// From now on counts the calls of this process that write, sync, shorten or rename files, whichever library makes
/// them, and lets call `n` (from 0) fail so. This program's definitions stand before those of the C library, which all
/// libraries call through it.
void failAt(std::uint64_t n, DiskFault fault);
/// Only counts. Syncing does nothing meanwhile, as always between `failAt` and `endFaults`: a test's files need not
/// reach the disk.
void countOnly();
/// The calls since then; files are as ever from now on.
std::uint64_t endFaults();

/// A write past all that.
void writeUncounted(int descriptor, std::string_view text);

} // namespace cadenza::test
