#include "core/elsewhere/result_writer.h"

#include "core/base/explain.h"
#include "core/base/file.h"
#include "core/elsewhere/report_lines.h"
#include "core/elsewhere/training_folder.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>
#include <utility>

namespace cadenza::elsewhere {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

constexpr auto kBeat = 10s;
constexpr auto kAgain = 2s; ///< after a disk refused something
using Phase = RunStatus::Phase;

std::string hostName()
{
    std::array<char, 256> name{};
    ::gethostname(name.data(), name.size() - 1);
    return name.data();
}

Error errorOf(const fs::path& file)
{
    return {errno == ENOSPC || errno == EDQUOT ? Fault::DiskFull : Fault::NotWritable, file.string(),
            std::strerror(errno), std::nullopt};
}

/// Adds text to the end of a file, past the program's buffers.
Result<void> append(const fs::path& file, std::string_view text)
{
    errno = 0;
    std::ofstream stream(file, std::ios::binary | std::ios::app);
    stream.write(text.data(), static_cast<std::streamsize>(text.size()));
    stream.close();
    return stream ? Result<void>() : std::unexpected(errorOf(file));
}

/// Ends the line that a killed process left behind; the reports of another run go.
Result<void> prepareReports(const fs::path& file, training::Resume resume)
{
    std::error_code error;
    const auto size = fs::file_size(file, error);
    if (error || size == 0)
        return {};
    if (resume == training::Resume::No)
        return writeFileAtomically(file, std::string_view());
    std::ifstream stream(file, std::ios::binary);
    stream.seekg(-1, std::ios::end);
    return stream.get() == '\n' ? Result<void>() : append(file, "\n");
}

} // namespace

std::int64_t secondsNow()
{
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

Result<std::unique_ptr<ResultWriter>> ResultWriter::begin(const fs::path& result, const TrainingOrder& order,
                                                          training::Resume resume)
{
    if (auto prepared = prepareReports(result / kReportsFile, resume); !prepared)
        return std::unexpected(prepared.error());
    RunStatus status{.order = order.id, .host = hostName(), .begun = secondsNow(), .facts = order.facts};
    if (const auto before = readStatus(result); before && resume == training::Resume::IfThere)
        status.begun = before->begun;
    status.facts.host = status.host;
    status.alive = secondsNow();
    if (auto written = elsewhere::writeStatus(result, status); !written)
        return std::unexpected(written.error());
    return std::unique_ptr<ResultWriter>(new ResultWriter(result, std::move(status)));
}

ResultWriter::ResultWriter(fs::path result, RunStatus status)
    : result_(std::move(result)), status_(std::move(status)),
      thread_([this](const std::stop_token& stop) { work(stop); })
{
}

ResultWriter::~ResultWriter()
{
    if (thread_.joinable())
        fail({Fault::Cancelled, {}, {}, {}});
}

void ResultWriter::know(const training::RunFacts& facts)
{
    const std::scoped_lock lock(mutex_);
    training::RunFacts known = facts;
    known.from = status_.facts.from;
    known.host = status_.host;
    status_.facts = std::move(known);
    news_ = true;
    changed_.notify_one();
}

void ResultWriter::add(const training::TrainingReport& report)
{
    const std::scoped_lock lock(mutex_);
    waiting_ += lineOf(report);
    changed_.notify_one();
}

void ResultWriter::work(const std::stop_token& stop)
{
    auto beatAt = std::chrono::steady_clock::now() + kBeat;
    while (!stop.stop_requested()) {
        bool beats = false;
        {
            std::unique_lock lock(mutex_);
            changed_.wait_until(lock, stop, beatAt, [this] { return news_ || !waiting_.empty(); });
            beats = std::exchange(news_, false) || std::chrono::steady_clock::now() >= beatAt;
        }
        const bool written = writeLines() && (!beats || writeStatus());
        if (beats)
            beatAt = std::chrono::steady_clock::now() + kBeat;
        if (!written) { // the disk is away or full: it may come back
            std::unique_lock lock(mutex_);
            news_ = news_ || beats;
            std::condition_variable_any().wait_for(lock, stop, kAgain, [] { return false; });
        }
    }
}

bool ResultWriter::writeLines()
{
    std::string lines;
    {
        const std::scoped_lock lock(mutex_);
        lines = std::exchange(waiting_, {});
    }
    if (lines.empty())
        return true;
    // What may be left of a line that was written in part ends here, and whoever reads passes over it.
    auto appended = append(result_ / kReportsFile, torn_ ? '\n' + lines : lines);
    torn_ = !appended;
    if (torn_) {
        const std::scoped_lock lock(mutex_);
        waiting_.insert(0, lines);
        trouble_ = appended.error();
    }
    return !torn_;
}

bool ResultWriter::writeStatus()
{
    RunStatus status;
    {
        const std::scoped_lock lock(mutex_);
        status = status_;
    }
    status.alive = secondsNow();
    const auto written = elsewhere::writeStatus(result_, status);
    if (!written)
        trouble_ = written.error();
    return written.has_value();
}

Result<void> ResultWriter::end()
{
    thread_.request_stop();
    if (thread_.joinable())
        thread_.join();
    if (!writeLines())
        return std::unexpected(trouble_);
    std::error_code none; // no file where nothing was reported
    const auto bytes = fs::file_size(result_ / kReportsFile, none);
    status_.reports = none ? 0 : bytes;
    return writeStatus() ? Result<void>() : std::unexpected(trouble_);
}

Result<void> ResultWriter::finish(const training::TrainingOutcome& outcome, const model::Model& model)
{
    if (auto written = model::writeModel(result_ / kModelFile, model); !written)
        return written;
    {
        const std::scoped_lock lock(mutex_);
        status_.phase = outcome.reason == training::StopReason::Stopped ? Phase::Stopped : Phase::Finished;
        status_.model = model::contentHash(model);
        status_.facts.hidden = model.classic ? model.classic->shape.hidden : model.shape.hidden;
        status_.facts.seconds = model.card.seconds;
        status_.facts.bestNll = model.card.validNll;
        status_.facts.endedEarly = outcome.reason == training::StopReason::EarlyStopping;
    }
    return end();
}

void ResultWriter::fail(const Error& error)
{
    {
        const std::scoped_lock lock(mutex_);
        status_.phase = error.fault == Fault::Cancelled ? Phase::Stopped : Phase::Failed;
        status_.message = error.fault == Fault::Cancelled ? std::string() : explain(error);
    }
    (void)end(); // there is nobody else to tell
}

} // namespace cadenza::elsewhere
