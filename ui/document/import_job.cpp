#include "ui/document/import_job.h"

#include "core/library/library_index.h"

#include <QMetaObject>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace cadenza::ui {

/// What an import gave, and what watches its files from now on.
struct ImportJob::Outcome {
    std::optional<Result<library::Library>> library; ///< nothing when nothing had changed
    std::shared_ptr<library::FolderWatch> watch;     ///< null when the files are watched already
};

namespace {

std::optional<library::LibraryIndex> openIndex(const std::filesystem::path& file)
{
    if (file.empty())
        return std::nullopt;
    auto index = library::LibraryIndex::open(file);
    return index ? std::optional(std::move(*index)) : std::nullopt;
}

} // namespace

ImportJob::ImportJob(std::filesystem::path index, QObject* parent) : QObject(parent), index_(std::move(index)) {}

ImportJob::~ImportJob() = default;

void ImportJob::start(std::vector<std::filesystem::path> paths)
{
    for (const auto& path : paths)
        if (std::ranges::find(roots_, path) == roots_.end())
            roots_.push_back(path);
    enqueue({std::move(paths), roots_, false});
}

void ImportJob::lookAgain()
{
    const bool waits = std::ranges::any_of(waiting_, &Order::again);
    if (!waits)
        enqueue({roots_, {}, true});
}

void ImportJob::stop()
{
    waiting_.clear();
    thread_.request_stop();
}

void ImportJob::enqueue(Order order)
{
    waiting_.push_back(std::move(order));
    if (!running_)
        runNext();
}

ImportJob::Outcome ImportJob::run(const Order& order, const std::stop_token& stop)
{
    using Clock = std::chrono::steady_clock;
    auto lastTold = Clock::time_point{};
    const auto progress = [&](double fraction, std::string_view what) {
        if (const auto now = Clock::now(); !order.again && now - lastTold > std::chrono::milliseconds(50)) {
            lastTold = now;
            QMetaObject::invokeMethod(
                this, [this, fraction, text = QString::fromUtf8(what)] { Q_EMIT progressed(fraction, text); });
        }
    };
    Outcome outcome;
    if (!order.watched.empty()) // before reading, so that no change falls between
        outcome.watch = std::make_shared<library::FolderWatch>(
            order.watched, [this] { QMetaObject::invokeMethod(this, [this] { lookAgain(); }); });
    auto index = openIndex(index_);
    if (!index) {
        outcome.library = library::importLibrary(order.paths, stop, progress);
        return outcome;
    }
    if (order.again) {
        const auto changes = index->changesSince(order.paths, stop);
        if (changes && changes->none())
            return outcome;
    }
    auto imported = index->import(order.paths, stop, progress);
    if (imported) {
        index->fillWords(imported->library);
        outcome.library = std::move(imported->library);
    } else {
        outcome.library = std::unexpected(imported.error());
    }
    return outcome;
}

void ImportJob::runNext()
{
    if (waiting_.empty())
        return;
    running_ = true;
    Order order = std::move(waiting_.front());
    waiting_.erase(waiting_.begin());
    thread_ = std::jthread([this, order = std::move(order)](const std::stop_token& stop) {
        Outcome outcome = run(order, stop);
        QMetaObject::invokeMethod(
            this, [this, outcome = std::move(outcome), again = order.again] { conclude(outcome, again); });
    });
}

void ImportJob::conclude(const Outcome& outcome, bool again)
{
    running_ = false;
    if (outcome.watch)
        watch_ = outcome.watch;
    if (outcome.library && again) {
        if (*outcome.library) // files that are gone for a moment say nothing
            Q_EMIT refreshed(**outcome.library);
    } else if (outcome.library) {
        if (*outcome.library)
            Q_EMIT finished(**outcome.library);
        else
            Q_EMIT failed(outcome.library->error());
    }
    runNext();
}

} // namespace cadenza::ui
