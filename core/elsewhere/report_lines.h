#pragma once

#include "core/training/trainer.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cadenza::elsewhere {

/// A report as one line of JSON with its line end, exact to the last bit.
[[nodiscard]] std::string lineOf(const training::TrainingReport& report);
/// Nothing for a line that is cut short or says something else, such as a figure that no run could give.
[[nodiscard]] std::optional<training::TrainingReport> reportIn(std::string_view line);

/// Reads reports from a file that grows, each once. What is still being written waits for the rest of its line; a line
/// that was cut off when its writer was killed is left out. A file that became shorter is read from its beginning
/// again, as another one. One thread at a time.
class ReportTail {
public:
    explicit ReportTail(std::filesystem::path file) : file_(std::move(file)) {}

    /// Those that came since the last call; none where the file cannot be read just now. `training::addTo` tells a
    /// history from them, also where some are told again.
    [[nodiscard]] std::vector<training::TrainingReport> read();
    void startAnew() { offset_ = 0; }                              ///< it is another run's file now
    [[nodiscard]] std::uint64_t offset() const { return offset_; } ///< bytes that were read

private:
    std::filesystem::path file_;
    std::uint64_t offset_{0}; ///< end of the last whole line
};

} // namespace cadenza::elsewhere
