#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace cadenza::test {

/// A run of the starter collection in a project, in a process of its own: the training module stays out of the test's,
/// which could not fork any more.
class TrainingProcess {
public:
    /// Takes the project's interrupted run up, else makes the project and begins one. Longest age of a checkpoint:
    /// `checkpointSeconds`.
    TrainingProcess(const std::filesystem::path& project, double checkpointSeconds);
    ~TrainingProcess(); ///< kills it where it still runs
    TrainingProcess(const TrainingProcess&) = delete;
    TrainingProcess& operator=(const TrainingProcess&) = delete;

    /// Waits until it has stored this many reports; false when it ended before.
    [[nodiscard]] bool waitForReports(std::uint64_t count);
    void kill(); ///< SIGKILL
    /// Waits for its end: nothing when all went well, else why not.
    [[nodiscard]] std::optional<std::string> end();

private:
    [[nodiscard]] std::optional<std::string> readLine();

    int child_{0};
    int pipe_{-1};
    std::string read_;
    std::string fault_;
};

} // namespace cadenza::test
