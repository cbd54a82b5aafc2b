#include "ui/training/folder_follower.h"

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

namespace cadenza::ui {
namespace {

using namespace std::chrono_literals;

constexpr auto kLookEvery = 1s;
constexpr auto kDrainEvery = 100ms;
constexpr auto kNoAnswer = 20s; ///< after which a disk counts as gone

} // namespace

/// What the looking thread leaves for the window; it outlives whichever of the two ends first.
class FolderFollower::Mailbox {
public:
    void put(elsewhere::Sighting seen)
    {
        const std::scoped_lock lock(mutex_);
        sightings_.push_back(std::move(seen));
    }
    std::vector<elsewhere::Sighting> take()
    {
        const std::scoped_lock lock(mutex_);
        return std::exchange(sightings_, {});
    }
    void pause(const std::stop_token& stop)
    {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, stop, kLookEvery, [] { return false; });
    }

    std::stop_source stopping;

private:
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::vector<elsewhere::Sighting> sightings_;
};

FolderFollower::FolderFollower(const std::filesystem::path& folder, const std::string& order,
                               std::vector<training::TrainingReport> known, QObject* parent)
    : QObject(parent), mailbox_(std::make_shared<Mailbox>()), seenAt_(ElsewhereEar::Clock::now())
{
    timer_.setInterval(kDrainEvery);
    connect(&timer_, &QTimer::timeout, this, &FolderFollower::drain);
    timer_.start();
    std::thread([mailbox = mailbox_, reader = elsewhere::ResultReader(folder, order, std::move(known))]() mutable {
        for (const auto stop = mailbox->stopping.get_token(); !stop.stop_requested(); mailbox->pause(stop))
            mailbox->put(reader.look());
    }).detach(); // joining it could take as long as a dead disk does
}

FolderFollower::~FolderFollower()
{
    mailbox_->stopping.request_stop();
}

void FolderFollower::drain()
{
    const auto sightings = mailbox_->take();
    const auto now = ElsewhereEar::Clock::now();
    if (!sightings.empty())
        seenAt_ = now;
    else if (now - seenAt_ > kNoAnswer)
        setState({.phase = ElsewhereState::Phase::Away});
    for (const elsewhere::Sighting& seen : sightings)
        take(seen);
}

void FolderFollower::take(const elsewhere::Sighting& seen)
{
    if (seen.status && knownNotes_ != seen.status->facts.trainNotes) {
        knownNotes_ = seen.status->facts.trainNotes;
        Q_EMIT known(seen.status->facts);
    }
    if (!seen.reports.empty())
        Q_EMIT progressed(seen.reports);
    setState(ear_.hear(seen, ElsewhereEar::Clock::now(), std::chrono::system_clock::now()));
    if (!seen.model)
        return;
    if (seen.status->phase == elsewhere::RunStatus::Phase::Stopped)
        Q_EMIT stopped(seen.model, seen.status->facts);
    else
        Q_EMIT arrived(seen.model, seen.status->facts);
}

void FolderFollower::setState(const ElsewhereState& state)
{
    if (std::exchange(state_, state) != state)
        Q_EMIT stateChanged(state);
}

} // namespace cadenza::ui

#include "moc_folder_follower.cpp"
