#pragma once

#include "core/base/result.h"
#include "core/elsewhere/run_status.h"
#include "core/elsewhere/training_order.h"
#include "core/training/trainer.h"

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace cadenza::elsewhere {

/// Writes what a run in a training folder gives, as it comes: reports a line each, and how it stands at least every ten
/// seconds, so that whoever watches knows that it is alive. On a thread of its own, so that a slow disk never holds the
/// training up; what a disk refuses is tried again until it is taken or the run ends. The training thread calls.
class ResultWriter {
public:
    /// Begins in `result`, which is there. Going on, the reports stay and a line that was cut off is ended; else they
    /// begin anew. Fails with NotWritable or DiskFull.
    [[nodiscard]] static Result<std::unique_ptr<ResultWriter>>
    begin(const std::filesystem::path& result, const TrainingOrder& order, training::Resume resume);
    ~ResultWriter(); ///< the run counts as stopped where nothing ended it
    ResultWriter(const ResultWriter&) = delete;
    ResultWriter& operator=(const ResultWriter&) = delete;

    void know(const training::RunFacts& facts); ///< the music is encoded
    void add(const training::TrainingReport& report);
    /// Writes the model and that the run is over, or stopped. Waits until all is on the disk. Fails with NotWritable or
    /// DiskFull.
    [[nodiscard]] Result<void> finish(const training::TrainingOutcome& outcome, const model::Model& model);
    void fail(const Error& error); ///< Cancelled: it was stopped before it had learnt anything

private:
    ResultWriter(std::filesystem::path result, RunStatus status);
    void work(const std::stop_token& stop);
    // Of the thread, or after its end. False where it could not be done: see `trouble_`.
    [[nodiscard]] bool writeLines(); ///< what waits; it waits on where it could not be written
    [[nodiscard]] bool writeStatus();
    [[nodiscard]] Result<void> end();

    std::filesystem::path result_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    RunStatus status_;    ///< guarded by the mutex, as are the next two
    std::string waiting_; ///< lines that are not written yet
    bool news_{true};     ///< of the status
    bool torn_{false};    ///< the last line may have been written in part
    Error trouble_{};
    std::jthread thread_;
};

/// Seconds since 1970.
[[nodiscard]] std::int64_t secondsNow();

} // namespace cadenza::elsewhere
