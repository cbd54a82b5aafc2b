#include "core/elsewhere/result_reader.h"

#include "core/elsewhere/training_folder.h"
#include "core/training/history.h"

#include <algorithm>
#include <system_error>
#include <utility>

namespace cadenza::elsewhere {

namespace fs = std::filesystem;

namespace {

/// The history that reports tell, from where it is another than the known one.
std::vector<training::TrainingReport> notIn(const std::vector<training::TrainingReport>& known,
                                            const std::vector<training::TrainingReport>& told)
{
    std::vector<training::TrainingReport> history;
    for (const training::TrainingReport& report : told)
        training::addTo(history, report);
    const auto same = [](const training::TrainingReport& a, const training::TrainingReport& b) {
        return a.notes == b.notes && a.seconds == b.seconds;
    };
    const auto [firstNew, unused] = std::ranges::mismatch(history, known, same);
    return {firstNew, history.end()};
}

} // namespace

ResultReader::ResultReader(fs::path folder, std::string order, std::vector<training::TrainingReport> known)
    : folder_(std::move(folder)), order_(std::move(order)), known_(std::move(known))
{
}

/// The settings are read again only where they changed.
bool ResultReader::isThere()
{
    std::error_code error;
    const auto time = fs::last_write_time(folder_ / kSettingsFile, error);
    if (error)
        return false;
    if (time == settingsTime_)
        return true;
    const auto order = readOrder(folder_);
    if (!order || order->id != order_)
        return false;
    settingsTime_ = time;
    return true;
}

Sighting ResultReader::look()
{
    Sighting seen{.there = isThere()};
    if (!seen.there)
        return seen;
    if (fs::path result = resultOf(folder_); result != result_) {
        result_ = std::move(result);
        tail_ = ReportTail(result_ / kReportsFile);
    }
    seen.status = readStatus(result_); // before the reports: those of a finished run are all there then
    if (seen.status && seen.status->order != order_)
        seen.status.reset();
    if (!seen.status)
        return seen;
    if (std::exchange(begun_, seen.status->begun) != seen.status->begun)
        tail_.startAnew();
    seen.reports = tail_.read();
    if (!known_.empty() && !seen.reports.empty())
        seen.reports = notIn(std::exchange(known_, {}), seen.reports);
    if (seen.status->phase == RunStatus::Phase::Finished)
        seen.model = modelOf(*seen.status);
    return seen;
}

std::shared_ptr<const model::Model> ResultReader::modelOf(const RunStatus& status)
{
    if (status.model == given_)
        return nullptr;
    const auto model = model::readModel(result_ / kModelFile);
    if (!model || model::contentHash(**model) != status.model) // on its way, or of an earlier run
        return nullptr;
    given_ = status.model;
    return *model;
}

} // namespace cadenza::elsewhere
