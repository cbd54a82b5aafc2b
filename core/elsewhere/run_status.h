#pragma once

#include "core/base/result.h"
#include "core/training/run_facts.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace cadenza::elsewhere {

/// How a run stands that trains in a folder, as its machine last wrote.
struct RunStatus {
    /// `Stopped`: someone asked for it; the same command takes it up again. So it does after `Failed`.
    enum class Phase { Running, Stopped, Finished, Failed };

    std::string order{}; ///< id of the order
    Phase phase{Phase::Running};
    std::string host{};
    std::int64_t begun{0};      ///< seconds since 1970 on the host's clock; the reports are of one run since then
    std::int64_t alive{0};      ///< when it was written, by the same clock
    std::string message{};      ///< why it failed, for people
    std::uint64_t reports{0};   ///< bytes of reports that there are once it is over, stopped or failed
    training::RunFacts facts{}; ///< as far as they are known
    std::string model{};        ///< content hash of the model that it left; empty before there is one
};

/// Writes `state.json` atomically. Fails with NotWritable or DiskFull.
[[nodiscard]] Result<void> writeStatus(const std::filesystem::path& result, const RunStatus& status);
/// Nothing where there is none yet, or none that is whole and of a size that it could have.
[[nodiscard]] std::optional<RunStatus> readStatus(const std::filesystem::path& result);

} // namespace cadenza::elsewhere
