#pragma once

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>

namespace cadenza::test {

/// A TCP port of this machine that is taken as long as this lives.
class TakenPort {
public:
    TakenPort() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in name{};
        name.sin_family = AF_INET;
        socklen_t size = sizeof name;
        ::bind(socket_, reinterpret_cast<const sockaddr*>(&name), size);
        ::listen(socket_, 16);
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&name), &size);
        number_ = ntohs(name.sin_port);
    }
    TakenPort(const TakenPort&) = delete;
    TakenPort& operator=(const TakenPort&) = delete;
    ~TakenPort() { ::close(socket_); }

    [[nodiscard]] std::uint16_t number() const { return number_; }

private:
    int socket_;
    std::uint16_t number_;
};

/// A port that nobody listens on. The system chooses among thousands at random, so another program hardly gets the same
/// one before it is used.
inline std::uint16_t freePort()
{
    return TakenPort().number();
}

} // namespace cadenza::test
