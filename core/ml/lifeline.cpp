#include "core/ml/lifeline.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

namespace cadenza::ml {
namespace {

constexpr std::int32_t kGreeting = 0x43414431; ///< what a rank says first, with its number and how many it expects
/// What is said afterwards; a number from 0 is a rank that was lost.
enum Word : std::int32_t { Leaving = -1, Welcome = -2, Taken = -3, OtherWorld = -4 };

std::string nameOf(int rank)
{
    return "rank " + std::to_string(rank);
}

std::unexpected<Error> gaveUp(const Patience& patience, std::string who, std::string detail)
{
    return patience.stop.stop_requested() ? failure(Fault::Cancelled)
                                          : failure(Fault::NoAnswer, std::move(who), std::move(detail));
}

} // namespace

Result<std::unique_ptr<Lifeline>> Lifeline::hold(const Socket& listening, int world, const Patience& patience)
{
    std::vector<Peer> peers;
    const auto hasCome = [&](int rank) { return std::ranges::find(peers, rank, &Peer::rank) != peers.end(); };
    while (std::ssize(peers) < world - 1) {
        auto socket = listening.accept(patience);
        if (!socket && patience.isOver()) {
            int missing = 1;
            while (hasCome(missing))
                ++missing;
            return gaveUp(patience, nameOf(missing), "it did not come in time");
        }
        std::array<std::int32_t, 3> greeting{};
        if (!socket || !socket->receive(greeting) || greeting[0] != kGreeting)
            continue; // a stranger
        const int rank = greeting[1];
        if (greeting[2] != world) {
            (void)socket->send(std::array<std::int32_t, 1>{OtherWorld});
            return failure(Fault::RanksDiffer, nameOf(rank),
                           "its WORLD_SIZE is " + std::to_string(greeting[2]) + " and ours " + std::to_string(world));
        }
        if (rank < 1 || rank >= world || hasCome(rank))
            (void)socket->send(std::array<std::int32_t, 1>{Taken});
        else
            peers.push_back({.rank = rank, .socket = std::move(*socket)});
    }
    for (const Peer& peer : peers)
        (void)peer.socket.send(std::array<std::int32_t, 1>{Welcome});
    return std::unique_ptr<Lifeline>(new Lifeline(0, std::move(peers)));
}

Result<std::unique_ptr<Lifeline>> Lifeline::grasp(const std::string& address, std::uint16_t port, int rank, int world,
                                                  const Patience& patience)
{
    auto socket = Socket::connected(address, port, patience);
    if (!socket)
        return std::unexpected(socket.error());
    std::array<std::int32_t, 1> answer{};
    if (!socket->send(std::array<std::int32_t, 3>{kGreeting, rank, world}) || !socket->waitToReceive(patience)
        || !socket->receive(answer))
        return gaveUp(patience, nameOf(0), "it no longer waits: its own message says why");
    if (answer[0] == Taken)
        return failure(Fault::InvalidSetting, "RANK", "it must be another: " + nameOf(rank) + " is there already");
    if (answer[0] == OtherWorld)
        return failure(Fault::RanksDiffer, "WORLD_SIZE", std::to_string(world) + " here, another number there");
    std::vector<Peer> peers;
    peers.push_back({.rank = 0, .socket = std::move(*socket)});
    return std::unique_ptr<Lifeline>(new Lifeline(rank, std::move(peers)));
}

Lifeline::Lifeline(int rank, std::vector<Peer> peers)
    : rank_(rank), peers_(std::move(peers)), wakeUp_(::eventfd(0, EFD_CLOEXEC)), thread_([this] { listen(); })
{
}

Lifeline::~Lifeline()
{
    const std::uint64_t one = 1;
    (void)!::write(wakeUp_.descriptor(), &one, sizeof one);
}

std::string Lifeline::ownAddress() const
{
    return peers_.empty() ? std::string() : peers_.front().socket.ownAddress();
}

void Lifeline::listen()
{
    while (true) {
        std::vector<pollfd> polled{{.fd = wakeUp_.descriptor(), .events = POLLIN, .revents = 0}};
        for (const Peer& peer : peers_) // a negative descriptor is passed over
            polled.push_back({.fd = peer.open ? peer.socket.descriptor() : -1, .events = POLLIN, .revents = 0});
        if (::poll(polled.data(), polled.size(), -1) < 0)
            continue;
        if (polled.front().revents != 0)
            return;
        for (std::size_t i = 0; i < peers_.size(); ++i)
            if (polled[i + 1].revents != 0)
                hear(peers_[i]);
    }
}

void Lifeline::hear(Peer& peer)
{
    std::array<std::int32_t, 1> word{};
    const bool said = peer.socket.receive(word);
    std::optional<int> lostNow;
    {
        const std::scoped_lock lock(mutex_);
        if (!said)
            peer.open = false;
        else if (word[0] == Leaving)
            peer.leaving = true;
        const bool isNews = said ? word[0] >= 0 : !peer.leaving;
        if (isNews && !lost_)
            lostNow = lost_ = said ? word[0] : peer.rank;
    }
    if (lostNow && rank_ == 0)
        tellAll(*lostNow);
    news_.notify_all();
}

void Lifeline::tellAll(std::int32_t word)
{
    for (const Peer& peer : peers_)
        (void)peer.socket.send(std::array<std::int32_t, 1>{word});
}

std::optional<int> Lifeline::waitForLoss(std::chrono::milliseconds limit)
{
    std::unique_lock lock(mutex_);
    news_.wait_for(lock, limit, [this] { return lost_.has_value(); });
    return lost_;
}

void Lifeline::leave(std::chrono::milliseconds limit)
{
    if (rank_ != 0)
        tellAll(Leaving);
    {
        std::unique_lock lock(mutex_);
        news_.wait_for(lock, limit, [this] {
            return std::ranges::all_of(peers_, [](const Peer& peer) { return peer.leaving || !peer.open; });
        });
    }
    if (rank_ == 0)
        tellAll(Leaving);
}

} // namespace cadenza::ml
