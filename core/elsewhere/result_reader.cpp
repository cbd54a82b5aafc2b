#include "core/elsewhere/result_reader.h"

#include "core/elsewhere/training_folder.h"
#include "core/training/history.h"

#include <algorithm>
#include <new>
#include <system_error>
#include <utility>

namespace cadenza::elsewhere {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t kLargestModel = std::uintmax_t{1} << 32; ///< bytes; our largest network has an eighth of them
constexpr int kMostWaits = 60; ///< looks; who brings a result without its reports shall have the model all the same

bool hasModel(const RunStatus& status)
{
    using Phase = RunStatus::Phase;
    return !status.model.empty() && (status.phase == Phase::Finished || status.phase == Phase::Stopped);
}

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
try {
    return seen();
} catch (const std::bad_alloc&) { // a file that says it is larger than this machine
    return {};
}

Sighting ResultReader::seen()
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
    if (hasModel(*seen.status) && given_ != std::pair(seen.status->model, seen.status->phase)
        && isWholeCurveThere(*seen.status))
        seen.model = modelOf(*seen.status);
    return seen;
}

bool ResultReader::isWholeCurveThere(const RunStatus& status)
{
    return tail_.offset() >= status.reports || ++waited_ > kMostWaits;
}

std::shared_ptr<const model::Model> ResultReader::modelOf(const RunStatus& status)
{
    std::error_code error;
    if (fs::file_size(result_ / kModelFile, error) > kLargestModel || error)
        return nullptr;
    const auto model = model::readModel(result_ / kModelFile);
    if (!model || model::contentHash(**model) != status.model) // on its way, or of an earlier run
        return nullptr;
    given_ = {status.model, status.phase};
    waited_ = 0;
    return *model;
}

} // namespace cadenza::elsewhere
