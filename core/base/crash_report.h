#pragma once

#include "core/base/log.h"

#include <filesystem>
#include <string>
#include <vector>

namespace cadenza {

/// From now on a crash of this process leaves `crash-TIME.txt` in `folder`: the version, the signal, the stack as
/// module + offset (and function, where it is known) and the end of the log. No paths, nothing leaves the machine.
/// Once per process, from `main`; `log` must outlive it.
void reportCrashes(const std::filesystem::path& folder, const std::string& program, const Log& log);

/// A report that nobody has looked at yet.
struct CrashReport {
    std::filesystem::path file;
    std::string text;
};
/// The unseen reports, the oldest first; they count as seen from then on, and stay beside as `.seen`.
[[nodiscard]] std::vector<CrashReport> takeCrashReports(const std::filesystem::path& folder);

/// Where logs and crash reports lie: `cadenza` in $XDG_STATE_HOME, or in ~/.local/state where that is not set (XDG Base
/// Directory Specification); empty when there is no place for them.
[[nodiscard]] std::filesystem::path stateFolder();

} // namespace cadenza
