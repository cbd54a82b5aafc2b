#pragma once

#include "core/elsewhere/report_lines.h"
#include "core/elsewhere/run_status.h"
#include "core/model/model.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cadenza::elsewhere {

/// What one look at a training folder showed.
struct Sighting {
    bool there{false};                               ///< its settings could be read: else the folder is away
    std::optional<RunStatus> status{};               ///< nothing before it has begun
    std::vector<training::TrainingReport> reports{}; ///< new ones: `training::addTo` adds them to a history
    /// Of a run that is finished or was stopped, each once: as soon as all of it, and of the reports, has arrived.
    std::shared_ptr<const model::Model> model{};
};

/// Follows what comes back in a training folder, also while it is half-copied or on a disk that comes and goes. Nothing
/// in it is trusted: what no run of ours could have written counts as not there. One thread at a time; calls wait for
/// the disk.
class ResultReader {
public:
    /// `order`: id of the order that the folder must carry; with another one it counts as away. `known`: history from
    /// earlier looks, which is not told again.
    ResultReader(std::filesystem::path folder, std::string order, std::vector<training::TrainingReport> known = {});
    [[nodiscard]] Sighting look();

private:
    [[nodiscard]] Sighting seen();
    [[nodiscard]] bool isThere();
    [[nodiscard]] bool isWholeCurveThere(const RunStatus& status);
    [[nodiscard]] std::shared_ptr<const model::Model> modelOf(const RunStatus& status);

    std::filesystem::path folder_;
    std::string order_;
    std::vector<training::TrainingReport> known_; ///< until the first reports are read
    std::filesystem::path result_;
    std::optional<std::filesystem::file_time_type> settingsTime_{};
    ReportTail tail_{{}};
    std::int64_t begun_{0}; ///< of the run that the reports are of
    /// Content hash of the model that was given, and what it was the model of: a run that goes on after it was stopped
    /// may end with the same.
    std::pair<std::string, RunStatus::Phase> given_{};
    int waited_{0}; ///< looks that a model has waited for its reports
};

} // namespace cadenza::elsewhere
