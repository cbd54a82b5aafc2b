#include "ui/training/calibration_job.h"

#include "core/base/thread_priority.h"
#include "core/library/piece_loading.h"

#include <optional>
#include <utility>

namespace cadenza::ui {
namespace {

constexpr std::size_t kEnough = 10'000; ///< notes that a few batches are taken from

std::size_t notesOf(const std::vector<library::Entry>& entries)
{
    return library::Library{entries, {}}.noteCount();
}

std::optional<CalibrationJob::Estimates> measure(const training::LearnerFactory& makeLearner,
                                                 std::vector<library::Entry> entries, const std::stop_token& stop)
{
    const std::size_t notes = notesOf(entries);
    std::size_t taken = 0, pieces = 0;
    while (pieces < entries.size() && (taken < kEnough || pieces < 2))
        taken += entries[pieces++].notes;
    entries.resize(pieces);
    library::Library some{std::move(entries), {}};
    if (!library::loadPieces(some, stop))
        return std::nullopt;
    CalibrationJob::Estimates estimates;
    for (const training::Preset preset : training::kPresets) {
        auto config = training::configFor(preset, notes);
        const auto corpus = training::makeCorpus(some.entries, config, stop);
        if (!corpus)
            return std::nullopt;
        config.shape.composers = static_cast<int>((*corpus)->composers.size()) + 1;
        const auto found = training::estimate(
            makeLearner, config, *corpus,
            static_cast<std::size_t>(static_cast<double>(notes) * (1.0 - config.validationShare)), stop);
        if (!found)
            return std::nullopt;
        estimates[static_cast<std::size_t>(preset)] = *found;
    }
    return estimates;
}

} // namespace

CalibrationJob::CalibrationJob(training::LearnerFactory makeLearner, QObject* parent)
    : QObject(parent), makeLearner_(std::move(makeLearner))
{
}

CalibrationJob::~CalibrationJob() = default;

void CalibrationJob::start(std::vector<library::Entry> entries)
{
    thread_.request_stop();
    thread_ = std::jthread([this, before = std::make_shared<std::jthread>(std::move(thread_)),
                            makeLearner = makeLearner_, entries = std::move(entries)](const std::stop_token& stop) {
        if (before->joinable())
            before->join(); // two at once would measure each other
        stepBackBehindTheWindow();
        if (auto estimates = measure(makeLearner, entries, stop); estimates && !stop.stop_requested())
            QMetaObject::invokeMethod(
                this, [this, found = *estimates] { Q_EMIT measured(found); }, Qt::QueuedConnection);
    });
}

void CalibrationJob::stop()
{
    thread_.request_stop();
}

} // namespace cadenza::ui

#include "moc_calibration_job.cpp"
