#pragma once

#include "core/elsewhere/report_lines.h"
#include "core/elsewhere/run_status.h"
#include "core/model/model.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cadenza::elsewhere {

/// What one look at a training folder showed.
struct Sighting {
    bool there{false};                               ///< its settings could be read: else the folder is away
    std::optional<RunStatus> status{};               ///< nothing before it has begun
    std::vector<training::TrainingReport> reports{}; ///< new ones: `training::addTo` adds them to a history
    std::shared_ptr<const model::Model> model{};     ///< of a finished run, once: as soon as all of it has arrived
};

/// Follows what comes back in a training folder, also while it is half-copied or on a disk that comes and goes. One
/// thread at a time; calls wait for the disk.
class ResultReader {
public:
    /// `order`: id of the order that the folder must carry; with another one it counts as away. `known`: history from
    /// earlier looks, which is not told again.
    ResultReader(std::filesystem::path folder, std::string order, std::vector<training::TrainingReport> known = {});
    [[nodiscard]] Sighting look();

private:
    [[nodiscard]] bool isThere();
    [[nodiscard]] std::shared_ptr<const model::Model> modelOf(const RunStatus& status);

    std::filesystem::path folder_;
    std::string order_;
    std::vector<training::TrainingReport> known_; ///< until the first reports are read
    std::filesystem::path result_;
    std::filesystem::file_time_type settingsTime_{};
    ReportTail tail_{{}};
    std::int64_t begun_{0}; ///< of the run that the reports are of
    std::string given_;     ///< content hash of the model that was given
};

} // namespace cadenza::elsewhere
