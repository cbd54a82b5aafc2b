#include "core/ml/socket.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <thread>
#include <vector>

namespace cadenza::ml {
namespace {

using namespace std::chrono_literals;

constexpr auto kGlance = 100ms; ///< how long a wait does not look at its stop token
constexpr auto kKnock = 2s;     ///< for an address to answer, before the next one is tried
constexpr int kGone = 15;       ///< seconds after which a machine that answers nothing is gone
constexpr int kBacklog = 4096;

void setOption(int descriptor, int level, int name, int value)
{
    ::setsockopt(descriptor, level, name, &value, sizeof value);
}

/// Small messages at once, and a peer whose machine is gone counts as gone after a while, whether or not something was
/// being sent to it.
Socket prepared(int descriptor)
{
    setOption(descriptor, IPPROTO_TCP, TCP_NODELAY, 1);
    setOption(descriptor, SOL_SOCKET, SO_KEEPALIVE, 1);
    setOption(descriptor, IPPROTO_TCP, TCP_KEEPIDLE, kGone / 3);
    setOption(descriptor, IPPROTO_TCP, TCP_KEEPINTVL, kGone / 5);
    setOption(descriptor, IPPROTO_TCP, TCP_USER_TIMEOUT, kGone * 1000);
    const timeval limit{.tv_sec = 5, .tv_usec = 0};
    ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    return Socket(descriptor);
}

/// Waits for POLLIN or POLLOUT.
bool isReady(int descriptor, short events, const Patience& patience)
{
    pollfd one{.fd = descriptor, .events = events, .revents = 0};
    while (!patience.isOver())
        if (::poll(&one, 1, static_cast<int>(kGlance.count())) > 0)
            return true;
    return false;
}

sockaddr_storage ownNameOf(int descriptor)
{
    sockaddr_storage name{};
    socklen_t size = sizeof name;
    ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&name), &size);
    return name;
}

/// Where nobody listens on a port of this machine, the system may choose the same one for our end.
bool isConnectedToItself(int descriptor)
{
    const sockaddr_storage own = ownNameOf(descriptor);
    sockaddr_storage other{};
    socklen_t size = sizeof other;
    ::getpeername(descriptor, reinterpret_cast<sockaddr*>(&other), &size);
    return std::memcmp(&own, &other, sizeof own) == 0;
}

bool connects(int descriptor, const addrinfo& to, const Patience& patience)
{
    if (::connect(descriptor, to.ai_addr, to.ai_addrlen) == 0)
        return true;
    int error = errno;
    socklen_t size = sizeof error;
    return error == EINPROGRESS && isReady(descriptor, POLLOUT, patience)
           && ::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0;
}

/// The first of the addresses that answers.
std::optional<Socket> connectedToAny(const addrinfo* addresses, const Patience& patience)
{
    for (const addrinfo* at = addresses; at && !patience.isOver(); at = at->ai_next) {
        const int kind = at->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK;
        const int descriptor = ::socket(at->ai_family, kind, at->ai_protocol);
        if (descriptor < 0)
            continue;
        Socket socket = prepared(descriptor);
        if (connects(descriptor, *at, patience.atMost(kKnock)) && !isConnectedToItself(descriptor)) {
            ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) & ~O_NONBLOCK);
            return socket;
        }
    }
    return std::nullopt;
}

} // namespace

bool isLoopback(const std::string& address)
{
    return address.starts_with("127.") || address == "::1";
}

Socket::~Socket()
{
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

Result<Socket> Socket::listening()
{
    // Both kinds of addresses where there are both.
    for (const int family : {AF_INET6, AF_INET}) {
        Socket socket(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0));
        if (socket.descriptor() < 0)
            continue;
        sockaddr_storage any{};
        any.ss_family = static_cast<sa_family_t>(family);
        if (family == AF_INET6)
            setOption(socket.descriptor(), IPPROTO_IPV6, IPV6_V6ONLY, 0);
        if (::bind(socket.descriptor(), reinterpret_cast<const sockaddr*>(&any), sizeof any) == 0
            && ::listen(socket.descriptor(), kBacklog) == 0)
            return socket;
    }
    return failure(Fault::Internal, "This machine", "no port can be listened on: " + std::string(std::strerror(errno)));
}

Result<Socket> Socket::connected(const std::string& address, std::uint16_t port, const Patience& patience)
{
    std::string problem = "nobody listens there";
    do {
        addrinfo hints{};
        hints.ai_socktype = SOCK_STREAM;
        addrinfo* found = nullptr;
        const int error = ::getaddrinfo(address.c_str(), std::to_string(port).c_str(), &hints, &found);
        const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> addresses(found, &::freeaddrinfo);
        if (error != 0)
            problem = ::gai_strerror(error);
        else if (auto socket = connectedToAny(found, patience))
            return std::move(*socket);
        std::this_thread::sleep_for(kGlance); // before somebody else is asked again
    } while (!patience.isOver());
    if (patience.stop.stop_requested())
        return failure(Fault::Cancelled);
    return failure(Fault::NoAnswer, address + ":" + std::to_string(port), problem);
}

std::optional<Socket> Socket::accept(const Patience& patience) const
{
    if (!isReady(descriptor_, POLLIN, patience))
        return std::nullopt;
    const int descriptor = ::accept4(descriptor_, nullptr, nullptr, SOCK_CLOEXEC);
    return descriptor < 0 ? std::nullopt : std::optional(prepared(descriptor));
}

std::uint16_t Socket::port() const
{
    const sockaddr_storage name = ownNameOf(descriptor_);
    return ntohs(name.ss_family == AF_INET6 ? reinterpret_cast<const sockaddr_in6&>(name).sin6_port
                                            : reinterpret_cast<const sockaddr_in&>(name).sin_port);
}

std::string Socket::ownAddress() const
{
    const sockaddr_storage name = ownNameOf(descriptor_);
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (name.ss_family == AF_INET) {
        ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in&>(name).sin_addr, text.data(), text.size());
        return text.data();
    }
    const in6_addr& address = reinterpret_cast<const sockaddr_in6&>(name).sin6_addr;
    if (IN6_IS_ADDR_V4MAPPED(&address)) // an address of the old kind on a socket for both
        ::inet_ntop(AF_INET, &address.s6_addr[12], text.data(), text.size());
    else
        ::inet_ntop(AF_INET6, &address, text.data(), text.size());
    return text.data();
}

bool Socket::isClosed() const
{
    char next = 0;
    const ssize_t got = ::recv(descriptor_, &next, 1, MSG_PEEK | MSG_DONTWAIT);
    return got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR);
}

bool Socket::send(std::span<const std::int32_t> numbers) const
{
    std::vector<std::uint32_t> ordered;
    for (const std::int32_t number : numbers)
        ordered.push_back(htonl(static_cast<std::uint32_t>(number)));
    const auto bytes = std::as_bytes(std::span(ordered));
    return ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
}

bool Socket::waitToReceive(const Patience& patience) const
{
    return isReady(descriptor_, POLLIN, patience);
}

bool Socket::receive(std::span<std::int32_t> numbers) const
{
    const auto bytes = std::as_writable_bytes(numbers);
    if (::recv(descriptor_, bytes.data(), bytes.size(), MSG_WAITALL) != static_cast<ssize_t>(bytes.size()))
        return false;
    for (std::int32_t& number : numbers)
        number = static_cast<std::int32_t>(ntohl(static_cast<std::uint32_t>(number)));
    return true;
}

} // namespace cadenza::ml
