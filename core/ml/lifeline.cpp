#include "core/ml/lifeline.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

namespace cadenza::ml {
namespace {

constexpr std::int32_t kGreeting = 0x43414432; ///< what a rank says first, with its number and how many it expects
/// What is said afterwards; a number from 0 is a rank that was lost.
enum Word : std::int32_t { Leaving = -1, Welcome = -2, Taken = -3, OtherWorld = -4, Alive = -5 };
constexpr std::chrono::milliseconds kIntroduction{5000}; ///< for whoever connects to say who it is
constexpr std::chrono::milliseconds kBeat{250};          ///< between signs of life

std::string nameOf(int rank)
{
    return "rank " + std::to_string(rank);
}

std::unexpected<Error> gaveUp(const Patience& patience, std::string who, std::string detail)
{
    return patience.stop.stop_requested() ? failure(Fault::Cancelled)
                                          : failure(Fault::NoAnswer, std::move(who), std::move(detail));
}

/// What a rank says of itself first; nothing of a stranger.
struct Greeting {
    int rank, world;
};
std::optional<Greeting> greetingFrom(const Socket& socket, const Patience& patience)
{
    std::array<std::int32_t, 3> said{};
    if (!socket.waitToReceive(patience.atMost(kIntroduction)) || !socket.receive(said) || said[0] != kGreeting)
        return std::nullopt;
    return Greeting{said[1], said[2]};
}

} // namespace

Result<std::unique_ptr<Lifeline>> Lifeline::hold(const Socket& listening, int world, const Patience& patience,
                                                 std::chrono::milliseconds silence)
{
    std::vector<Peer> peers;
    const auto hasCome = [&](int rank) { return std::ranges::find(peers, rank, &Peer::rank) != peers.end(); };
    const auto areThere = [&] {
        std::erase_if(peers, [](const Peer& peer) { return peer.socket.isClosed(); }); // they may come again
        return std::ssize(peers);
    };
    while (areThere() < world - 1) {
        auto socket = listening.accept(patience);
        if (!socket && patience.isOver()) {
            int missing = 1;
            while (hasCome(missing))
                ++missing;
            return gaveUp(patience, nameOf(missing), "it did not come in time");
        }
        const auto greeting = socket ? greetingFrom(*socket, patience) : std::nullopt;
        if (!greeting)
            continue;
        if (greeting->world != world) {
            (void)socket->send(std::array<std::int32_t, 1>{OtherWorld});
            return failure(Fault::RanksDiffer, nameOf(greeting->rank),
                           "its WORLD_SIZE is " + std::to_string(greeting->world) + " and ours "
                               + std::to_string(world));
        }
        if (areThere(); greeting->rank < 1 || greeting->rank >= world || hasCome(greeting->rank))
            (void)socket->send(std::array<std::int32_t, 1>{Taken});
        else
            peers.push_back({.rank = greeting->rank, .socket = std::move(*socket)});
    }
    for (const Peer& peer : peers)
        (void)peer.socket.send(std::array<std::int32_t, 1>{Welcome});
    return std::unique_ptr<Lifeline>(new Lifeline(0, std::move(peers), silence));
}

Result<std::unique_ptr<Lifeline>> Lifeline::grasp(const std::string& address, std::uint16_t port, int rank, int world,
                                                  const Patience& patience, std::chrono::milliseconds silence)
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
    return std::unique_ptr<Lifeline>(new Lifeline(rank, std::move(peers), silence));
}

Lifeline::Lifeline(int rank, std::vector<Peer> peers, std::chrono::milliseconds silence)
    : rank_(rank), peers_(std::move(peers)), silence_(silence), wakeUp_(::eventfd(0, EFD_CLOEXEC))
{
    for (Peer& peer : peers_)
        peer.heard = Clock::now(); // it may have come long before the last
    thread_ = std::jthread([this] { listen(); });
}

Lifeline::~Lifeline()
{
    const std::uint64_t one = 1;
    (void)!::write(wakeUp_.descriptor(), &one, sizeof one);
}

std::string Lifeline::ownAddress() const
{
    std::string own;
    for (const Peer& peer : peers_)
        if (own = peer.socket.ownAddress(); !isLoopback(own))
            break;
    return own;
}

void Lifeline::listen()
{
    for (auto beatAt = Clock::now(); waitForWords(); noticeSilence())
        if (Clock::now() >= beatAt) {
            tellAll(Alive);
            beatAt = Clock::now() + kBeat;
        }
}

bool Lifeline::waitForWords()
{
    std::vector<pollfd> polled{{.fd = wakeUp_.descriptor(), .events = POLLIN, .revents = 0}};
    for (const Peer& peer : peers_) // a negative descriptor is passed over
        polled.push_back({.fd = peer.open ? peer.socket.descriptor() : -1, .events = POLLIN, .revents = 0});
    if (::poll(polled.data(), polled.size(), static_cast<int>(kBeat.count())) < 0)
        return true;
    for (std::size_t i = 0; i < peers_.size(); ++i)
        if (polled[i + 1].revents != 0)
            hear(peers_[i]);
    return polled.front().revents == 0;
}

void Lifeline::hear(Peer& peer)
{
    std::array<std::int32_t, 1> word{};
    const bool said = peer.socket.receive(word);
    peer.heard = Clock::now();
    {
        const std::scoped_lock lock(mutex_);
        peer.open = said;
        peer.leaving = peer.leaving || (said && word[0] == Leaving);
    }
    if (said && word[0] >= 0)
        lose(word[0]);
    else if (!said && !peer.leaving)
        lose(peer.rank);
    news_.notify_all();
}

/// After all that waits to be heard was heard: this process may have stood still itself.
void Lifeline::noticeSilence()
{
    for (const Peer& peer : peers_)
        if (peer.open && !peer.leaving && Clock::now() - peer.heard > silence_)
            lose(peer.rank);
}

/// The first who is lost is news: others only follow.
void Lifeline::lose(int rank)
{
    {
        const std::scoped_lock lock(mutex_);
        if (lost_)
            return;
        lost_ = rank;
    }
    if (rank_ == 0)
        tellAll(rank);
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
